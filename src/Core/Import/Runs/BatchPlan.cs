using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Import.Runs;

/// <summary>A row that did not go in, as the failing rows' file tells it.</summary>
internal sealed record ErrorRow(long Row, long Line, long ByteStart, long ByteEnd, string Codes, string Message);

/// <summary>How the rows of a batch came out.</summary>
internal sealed class Tally
{
    public long Imported { get; set; }
    public long Updated { get; set; }
    public long Unchanged { get; set; }
    public long Skipped { get; set; }
    public long Errors { get; set; }
}

/// <summary>What a batch would do. Pure: nothing is written.</summary>
internal sealed class BatchPlan
{
    private readonly HashSet<Guid> _inStep = [];

    /// <summary>Changes in the order of the file, cut so that no contact comes twice within one step.</summary>
    public List<List<ContactChange>> Steps { get; } = [[]];

    public List<ErrorRow> Errors { get; } = [];

    public Tally Tally { get; } = new();

    /// <summary>Rows that were skipped because the importer may not see whom they match.</summary>
    public int Hidden { get; set; }

    public void Add(ContactChange change)
    {
        if (!_inStep.Add(change.After.Id))
        {
            _inStep.Clear();
            _inStep.Add(change.After.Id);
            Steps.Add([]);
        }

        Steps[^1].Add(change);
    }

    /// <summary>The least and the greatest id of the contacts that it makes; the greatest and the least there are where it makes none.</summary>
    public (Guid Least, Guid Greatest) Created()
    {
        var (least, greatest) = (Guid.AllBitsSet, Guid.Empty);
        foreach (var change in Steps.SelectMany(s => s).Where(c => c.Before is null))
        {
            least = change.After.Id < least ? change.After.Id : least;
            greatest = change.After.Id > greatest ? change.After.Id : greatest;
        }

        return (least, greatest);
    }

    /// <summary>Counts the rows of another batch with those of this one, without what they change.</summary>
    public void Count(BatchPlan other)
    {
        Tally.Imported += other.Tally.Imported;
        Tally.Updated += other.Tally.Updated;
        Tally.Unchanged += other.Tally.Unchanged;
        Tally.Skipped += other.Tally.Skipped;
        Tally.Errors += other.Tally.Errors;
        Errors.AddRange(other.Errors);
    }

    public void Fail(PreparedRow row, IReadOnlyList<RowProblem> problems)
    {
        Tally.Errors++;
        Errors.Add(new ErrorRow(row.Source.RowNumber, row.Source.LineNumber, row.Source.ByteStart, row.Source.ByteEnd,
            string.Join(' ', problems.Select(p => p.Code).Distinct()), string.Join(" ", problems.Select(p => p.Message))));
    }
}
