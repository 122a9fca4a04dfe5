using System.Data.Common;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Contacts;

/// <summary>A total order of contacts: terms that are never null, and the id at the end.</summary>
internal sealed class ContactOrder
{
    private readonly record struct Term(string Expression, FieldKind Kind, bool Descending);

    private readonly Term[] _terms;

    private ContactOrder(Term[] terms, bool indexed, string name)
    {
        _terms = terms;
        Indexed = indexed;
        Tag = (int)BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>What nearly every page is asked in, made once: a tag is a digest.</summary>
    private static ContactOrder NamesUp { get; } = Names(descending: false);

    private static ContactOrder NamesDown { get; } = Names(descending: true);

    private static ContactOrder Names(bool descending) =>
        new([new("c.name_key", FieldKind.Text, descending), new("c.id", FieldKind.Uuid, descending)], true, descending ? "name-" : "name+");

    /// <summary>True when an index gives this order within a bucket, so that a page is a range of it.</summary>
    public bool Indexed { get; }

    /// <summary>Binds cursors to the order that they were made for.</summary>
    public int Tag { get; }

    /// <exception cref="CrmException">A field comes twice, or cannot be sorted.</exception>
    public static ContactOrder Of(IReadOnlyList<ContactSort> order, Dialect dialect)
    {
        foreach (var sort in order)
        {
            if (!sort.Field.Sortable)
                throw new CrmException(ErrorCode.SortInvalid, $"{sort.Field.Name} cannot be sorted.", "order");
            if (order.Count(o => o.Field == sort.Field) > 1)
                throw new CrmException(ErrorCode.SortInvalid, $"{sort.Field.Name} stands in the order twice.", "order");
        }

        if (ByName(order))
            return order.Count > 0 && order[0].Descending ? NamesDown : NamesUp;
        var name = string.Join(',', order.Select(o => o.Field.Name + (o.Descending ? "-" : "+")));
        if (Indexes(order, dialect, out var key))
            return new([new(key, FieldKind.Instant, order[0].Descending), new("c.id", FieldKind.Uuid, order[0].Descending)], true, name);

        var terms = order.TakeWhile(o => o.Field != ContactFields.Id).Select(o => new Term(Key(o.Field, dialect), KindOf(o.Field), o.Descending)).ToList();
        var id = order.FirstOrDefault(o => o.Field == ContactFields.Id) ?? new ContactSort(ContactFields.Id, order[^1].Descending);
        terms.Add(new("c.id", FieldKind.Uuid, id.Descending));
        return new([.. terms], false, name);
    }

    /// <summary>Nothing, last name, or last name and first name in one direction: the order of the name index.</summary>
    private static bool ByName(IReadOnlyList<ContactSort> order) => order.Count switch
    {
        0 => true,
        1 => order[0].Field == ContactFields.LastName,
        2 => order[0].Field == ContactFields.LastName && order[1].Field == ContactFields.FirstName && order[0].Descending == order[1].Descending,
        _ => false,
    };

    /// <summary>Created, or last activity, with or without the id in the same direction: the orders of migration 0005.</summary>
    private static bool Indexes(IReadOnlyList<ContactSort> order, Dialect dialect, out string key)
    {
        key = order[0].Field == ContactFields.CreatedAt ? "c.created_at" : order[0].Field == ContactFields.LastActivityAt ? $"COALESCE(c.last_activity_at, {dialect.EndOfTime})" : "";
        return key.Length > 0 && (order.Count == 1 || (order.Count == 2 && order[1].Field == ContactFields.Id && order[1].Descending == order[0].Descending));
    }

    private static string Key(ContactField field, Dialect dialect)
    {
        var column = field == ContactFields.FullName ? "trim(c.first_name || ' ' || c.last_name)" : "c." + field.Column;
        return field.Kind switch
        {
            FieldKind.Text or FieldKind.Key => dialect.SortKey(column),
            FieldKind.Instant => Number(dialect.Milliseconds(column)),
            _ => Number(column),
        };
    }

    /// <summary>Null is the greatest value.</summary>
    private static string Number(string expression) => $"COALESCE(CAST({expression} AS bigint), 9223372036854775807)";

    private static FieldKind KindOf(ContactField field) => field.Kind is FieldKind.Text or FieldKind.Key ? FieldKind.Text : FieldKind.Int;

    /// <summary>The keys, to be selected behind the columns.</summary>
    public string Select => string.Join(", ", _terms.Select((t, i) => $"{t.Expression} AS k{i}"));

    /// <summary>The selected keys, for a query around others.</summary>
    public string Keys => string.Join(", ", _terms.Select((_, i) => $"k{i}"));

    /// <summary>ORDER BY over the expressions.</summary>
    public string By(bool backwards) =>
        string.Join(", ", _terms.Select(t => t.Expression + (t.Descending != backwards ? " DESC" : "")));

    /// <summary>ORDER BY over the selected keys, for a query around others.</summary>
    public string ByKeys(bool backwards) =>
        string.Join(", ", _terms.Select((t, i) => $"k{i}" + (t.Descending != backwards ? " DESC" : "")));

    /// <summary>What comes after the cursor, or before it when <paramref name="backwards"/>.</summary>
    public string Past(object[] keys, bool backwards, SqlText sql)
    {
        if (_terms.All(t => t.Descending == _terms[0].Descending))
        {
            var sign = _terms[0].Descending != backwards ? "<" : ">";
            return $"({string.Join(", ", _terms.Select(t => t.Expression))}) {sign} ({string.Join(", ", keys.Select((k, i) => sql.Arg(Value(i, k))))})";
        }

        var ways = _terms.Select((term, i) =>
        {
            var equal = _terms.Take(i).Select((t, j) => $"{t.Expression} = {sql.Arg(Value(j, keys[j]))}");
            var sign = term.Descending != backwards ? "<" : ">";
            return "(" + string.Join(" AND ", equal.Append($"{term.Expression} {sign} {sql.Arg(Value(i, keys[i]))}")) + ")";
        });
        return "(" + string.Join(" OR ", ways) + ")";
    }

    private object Value(int term, object key) => _terms[term].Kind == FieldKind.Instant ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp((long)key, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())) : key;

    /// <summary>The keys of a row, from column <paramref name="at"/> on.</summary>
    public object[] ReadKeys(DbDataReader row, int at, Dialect dialect) =>
        [.. _terms.Select((t, i) => t.Kind switch
        {
            FieldKind.Text => (byte[])row.GetValue(at + i),
            FieldKind.Uuid => dialect.ReadId(row, at + i),
            FieldKind.Instant => dialect.ReadInstant(row, at + i).ToUnixTimeMilliseconds(),
            _ => (object)row.GetInt64(at + i),
        })];

    /// <summary>The keys that a cursor of this order carries.</summary>
    /// <exception cref="CrmException">It is none, or one of another order.</exception>
    public object[] Decode(string cursor, string argument)
    {
        var keys = Cursor.Decode(cursor, Tag);
        var fits = keys is not null && keys.Length == _terms.Length && _terms.Zip(keys).All(x => x.First.Kind switch
        {
            FieldKind.Text => x.Second is byte[],
            FieldKind.Uuid => x.Second is Guid,
            _ => x.Second is long,
        });
        return fits ? keys! : throw new CrmException(ErrorCode.CursorInvalid, $"{argument} is no cursor of this order.", argument);
    }
}
