using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>
/// One contact's values as filters compare them: text folded, enums and whole numbers of one width. Each is made once, however many
/// filters ask for it. For one thread.
/// </summary>
internal sealed class PlainFacts(ContactFacts facts)
{
    private static readonly object Unread = new();

    private readonly object?[] _fields = Enumerable.Repeat(Unread, FieldBits.Count).ToArray();
    private object?[]? _tags;

    public ContactFacts Facts { get; } = facts;

    public IReadOnlyList<object?> Tags => _tags ??= [.. Facts.Tags.Select(t => FilterTest.Plain(FieldKind.Text, t))];

    /// <param name="field">A field of contacts.</param>
    /// <param name="bit">Its place, see <see cref="FieldBits"/>.</param>
    public object? Of(ContactField field, int bit)
    {
        var value = _fields[bit];
        return ReferenceEquals(value, Unread) ? _fields[bit] = FilterTest.Plain(field.Kind, field.Get(Facts.Contact)) : value;
    }
}
