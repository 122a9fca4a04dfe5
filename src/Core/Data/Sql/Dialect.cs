using System.Data.Common;

namespace CrmContacts.Core.Data.Sql;

/// <summary>What the two databases say differently. Everything else is one SQL.</summary>
internal abstract class Dialect
{
    /// <summary>A value as the driver wants it: ids, instants and enums differ.</summary>
    public abstract object Encode(object? value);

    public abstract Guid ReadId(DbDataReader row, int column);

    public abstract DateTimeOffset ReadInstant(DbDataReader row, int column);

    /// <summary>A number of a custom field, without zeros at its end.</summary>
    public abstract decimal ReadNumber(DbDataReader row, int column);

    public abstract DateOnly ReadDate(DbDataReader row, int column);

    /// <summary>A text column folded for filters.</summary>
    public abstract string Fold(string expression);

    /// <summary>A nullable text as a sort key: bytes, null is the greatest.</summary>
    public abstract string SortKey(string expression);

    /// <summary>True when folded <paramref name="text"/> contains <paramref name="part"/>.</summary>
    public abstract string Contains(string text, string part);

    /// <summary><paramref name="column"/> is one of <paramref name="values"/>, which are all of one type.</summary>
    public abstract string In(string column, IReadOnlyCollection<object> values, SqlText sql);

    /// <summary>An instant as whole milliseconds; null stays null.</summary>
    public abstract string Milliseconds(string expression);

    /// <summary>An instant after all that are stored (9999-12-31): where null stands in an order, as the indexes of migration 0005 have it.</summary>
    public abstract string EndOfTime { get; }

    /// <summary>
    /// UNION ALL of ranges of one index, so written that an ORDER BY around it merges them as it reads: SQLite does so with open ranges and sorts
    /// closed ones, PostgreSQL the other way round, since it knows only of a closed one that its leading columns are constant.
    /// </summary>
    public abstract string Merge(IReadOnlyList<string> ranges, string order, int limit);

    /// <summary>Joins a second table so that the first one is walked: SQLite is told, PostgreSQL knows better itself.</summary>
    public abstract string ThenJoin { get; }

    /// <summary>
    /// Joins to each contact <c>c</c> its newest rows <c>n</c> of a table with <c>tenant, contact, id</c>: a range of the index that
    /// <paramref name="time"/> stands in, however many rows there are. <paramref name="past"/> goes on as a condition over <c>m</c>.
    /// </summary>
    public abstract string NewestOfEach(string table, string time, int limit, string past);

    /// <summary>Contacts <c>c</c> that match a search, as a condition.</summary>
    public abstract string Search(string tokensParameter);

    /// <summary>The same of one contact <c>c</c> at a time, without the search index: for a walk along another.</summary>
    public abstract string SearchEach(IReadOnlyList<string> tokens, SqlText sql);

    /// <summary>FROM of the contacts <c>c</c> that match a search, the search index asked first whatever the planner thinks of others.</summary>
    public abstract string Found(string tokensParameter);

    /// <summary>After <c>crm_contacts c</c>: it is walked by id. SQLite, which guesses, would take a filter's index and read all of it for every range.</summary>
    public abstract string ByContactId { get; }

    /// <summary>The column by which a contact is found quickest.</summary>
    public abstract string RowKey { get; }

    /// <summary>True of a <see cref="RowKey"/> that the search finds; all of them are named once, before the first is asked about.</summary>
    public abstract string Among(string rowKey, string tokensParameter);

    /// <summary>The FROM of <see cref="Found"/> where little but tenant, bucket, name and id is read of each.</summary>
    public abstract string FoundKeys(string tokensParameter);

    /// <summary>FROM of the first contacts <c>c</c> of an order that match a search; they are told apart and sorted on as little as can be.</summary>
    public abstract string FoundFirst(string tokensParameter, string where, string order, int limit);

    /// <summary>True where each statement is a round trip: what can be asked in one is.</summary>
    public abstract bool AsksFar { get; }

    /// <summary>True where the search index says how many it finds without a look at each.</summary>
    public abstract bool CountsFound { get; }

    /// <summary>SELECT of how many contacts match a search, whoever sees them, counting no further than <paramref name="most"/>.</summary>
    public abstract string FoundCount(string tokensParameter, long most);

    /// <summary>The search of tokens that must all be found, each whole or by prefix, as the value of the parameter above.</summary>
    public abstract string SearchValue(IReadOnlyList<string> tokens);

    /// <summary>The search of tokens of which one must be found whole, as the value of the parameter above.</summary>
    public abstract string SearchWholeValue(IReadOnlyList<string> tokens);

    /// <summary>What <c>||</c> makes of two byte strings, as bytes.</summary>
    public abstract string Bytes(string concatenation);

    /// <summary>Appended to a SELECT of rows that the transaction is going to change.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Appended to a SELECT of rows <c>n</c> that must still be there when the transaction ends.</summary>
    public abstract string ForShare { get; }

    /// <summary>Appended to a SELECT that takes one free row of <c>r</c>; another taker's row is passed over.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Expression of the mark that a reader of changed counts goes on from.</summary>
    public abstract string CountMark { get; }

    /// <summary>How far behind <see cref="CountMark"/> the log of changed counts is kept, in the numbers that it counts by.</summary>
    public abstract long CountLogKept { get; }
}
