using System.Collections.Frozen;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>What can be tested of the things that stand beside a contact. <see cref="ContactField.Column"/> is an expression over the tables that <see cref="FilterSql"/> joins.</summary>
public static class FilterFields
{
    public static readonly ContactField TagName = Text("name", "t.name_fold", nullable: false);

    public static readonly ContactField ListId = Of("id", "l.id", FieldKind.Uuid, nullable: false);
    public static readonly ContactField ListName = Text("name", "l.name_fold", nullable: false);

    public static readonly ContactField AccountId = Of("id", "a.id", FieldKind.Uuid, nullable: false);
    public static readonly ContactField AccountName = Text("name", "a.name_fold", nullable: false);

    /// <summary>Keys have neither case nor marks: the stored key is its own fold.</summary>
    public static readonly ContactField CustomKey = Text("key", "f.key", nullable: false);
    public static readonly ContactField CustomText = Text("text", "x.text_fold", nullable: true);
    public static readonly ContactField CustomNumber = Of("number", "x.number", FieldKind.Number, nullable: true);
    public static readonly ContactField CustomDate = Of("date", "x.date", FieldKind.Date, nullable: true);
    public static readonly ContactField CustomFlag = Of("boolean", "x.flag", FieldKind.Flag, nullable: true);

    internal static readonly FrozenDictionary<string, ContactField> OfList = Table(ListId, ListName);
    internal static readonly FrozenDictionary<string, ContactField> OfAccount = Table(AccountId, AccountName);
    internal static readonly FrozenDictionary<string, ContactField> OfCustomValue = Table(CustomKey, CustomText, CustomNumber, CustomDate, CustomFlag);

    /// <summary>Consent is three columns of the contact, and one object of the API.</summary>
    internal static readonly FrozenDictionary<string, ContactField> OfConsent = new Dictionary<string, ContactField>(StringComparer.Ordinal)
    {
        ["email"] = ContactFields.ConsentEmail, ["sms"] = ContactFields.ConsentSms, ["whatsapp"] = ContactFields.ConsentWhatsapp,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The contact's own fields, by name; those of consent stand in their own object.</summary>
    internal static readonly FrozenDictionary<string, ContactField> OfContact =
        ContactFields.All.Where(f => f.EnumType != typeof(ConsentState)).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The fields that a member of a set is tested by; tags are texts, and are tested themselves.</summary>
    internal static FrozenDictionary<string, ContactField> Of(FilterSet set) => set == FilterSet.Lists ? OfList : OfCustomValue;

    private static ContactField Text(string name, string folded, bool nullable) => new(name, folded, FieldKind.Text, nullable, _ => null) { FoldColumn = folded };

    private static ContactField Of(string name, string column, FieldKind kind, bool nullable) => new(name, column, kind, nullable, _ => null);

    private static FrozenDictionary<string, ContactField> Table(params ContactField[] fields) => fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
}
