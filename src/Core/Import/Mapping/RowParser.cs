using System.Globalization;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Turns rows of a file into values of contacts and tells all faults of a row together. Pure; safe for several threads.</summary>
/// <remarks>
/// Codes of faults: those of <see cref="CsvFault"/>, and <c>required, too_long, nul_in_text, email_invalid, status_unknown, source_unknown,
/// visibility_unknown, preferred_channel_unknown, timezone_invalid, language_invalid, agent_unknown, agent_ambiguous, queue_unknown,
/// queue_ambiguous, assigned_to_required, assigned_queue_required, id_invalid, number_invalid, date_invalid, checkbox_invalid,
/// option_unknown</c>. Of warnings: <c>phone_unparsed</c>.
/// </remarks>
public sealed class RowParser
{
    public const int MaxText = ContactRules.MaxText;
    public const int MaxNotes = ContactRules.MaxNotes;
    public const int MaxTag = ContactRules.MaxTag;
    public const int MaxNames = ContactRules.MaxTags;

    private readonly (int Column, Field Field, MappingTarget Target, CustomField? Custom)[] columns;
    private readonly RowOptions options;

    /// <summary>A file with our own ids is our own: its cells hold what an export wrote, and no other program's ways of putting several values into one.</summary>
    private readonly bool own;

    private enum Field
    {
        FirstName, LastName, FullName, Email, Phone, Mobile, Title, Department, Account, Status, Source, PreferredChannel, Language,
        TimeZone, Notes, AssignedTo, AssignedQueue, Visibility, ExternalCrmId, ExternalCrmProvider, Tag, List, Id, Custom,
    }

    public RowParser(ColumnMapping mapping, RowOptions options)
    {
        this.options = options;
        columns = [.. mapping.Targets.Select((target, column) => (column, target)).Where(c => c.target is not null).Select(c => Bind(c.column, c.target!))];
        own = mapping.Has(MappingTarget.Id);
    }

    private (int, Field, MappingTarget, CustomField?) Bind(int column, MappingTarget target)
    {
        for (var i = 0; i < MappingTarget.All.Count; i++)
            if (MappingTarget.All[i].Key == target.Key) return (column, FieldOf(target), target, null);
        var key = target.Key[MappingTarget.CustomPrefix.Length..];
        return (column, Field.Custom, target, options.CustomFields.First(f => f.Key == key));
    }

    private static Field FieldOf(MappingTarget target) => target.Key switch
    {
        "first_name" => Field.FirstName, "last_name" => Field.LastName, "_full_name" => Field.FullName, "email" => Field.Email,
        "phone" => Field.Phone, "mobile" => Field.Mobile, "title" => Field.Title, "department" => Field.Department, "_account" => Field.Account,
        "status" => Field.Status, "source" => Field.Source, "preferred_channel" => Field.PreferredChannel, "language" => Field.Language,
        "timezone" => Field.TimeZone, "notes" => Field.Notes, "assigned_to" => Field.AssignedTo, "assigned_queue" => Field.AssignedQueue,
        "visibility" => Field.Visibility, "external_crm_id" => Field.ExternalCrmId, "external_crm_provider" => Field.ExternalCrmProvider,
        "_tag" => Field.Tag, "_list" => Field.List, "_id" => Field.Id,
        _ => throw new ArgumentException($"No such target: {target.Key}", nameof(target)),
    };

    /// <summary>The row's values, or its faults. A row that could not be read has that one fault.</summary>
    public ParsedRow Parse(CsvRow row)
    {
        var parsed = new ParsedRow { RowNumber = row.RowNumber };
        if (row.Fault is { } broken)
        {
            parsed.Faults = [new(broken.Code, null, broken.Message)];
            return parsed;
        }
        var work = new Work(parsed);
        foreach (var (column, field, target, custom) in columns)
        {
            var cell = column < row.Cells.Count ? SafeCell.Unprotect(row.Cells[column]).Trim() : "";
            if (options.Values.Count > 0 && options.Values.TryGetValue(target.Key, out var meanings) && meanings.TryGetValue(ValuesJson.FoldOf(cell), out var meant)) cell = meant;
            if (cell.Length == 0) Clear(parsed, field, custom, ref work);
            else if (cell.Contains('\0')) work.Fault("nul_in_text", target, $"{target.Label} holds a NUL character.");
            else Read(parsed, field, target, custom, cell, ref work);
        }
        Finish(parsed, ref work);
        return parsed;
    }

    private void Read(ParsedRow row, Field field, MappingTarget target, CustomField? custom, string cell, ref Work work)
    {
        if (cell.Length > MaxText && TooLong(field, cell) is { } limit)
        {
            work.Fault("too_long", target, $"{target.Label} has {cell.Length} characters; at most {limit} go in.");
            return;
        }
        switch (field)
        {
            case Field.FirstName: row.FirstName = cell; break;
            case Field.LastName: row.LastName = cell; break;
            case Field.FullName: work.FullName = cell; break;
            case Field.Email:
                var address = First(cell);
                if (Emails.IsValid(address)) row.Email = address;
                else work.Fault("email_invalid", target, $"\"{address}\" is no e-mail address.");
                break;
            case Field.Phone:
                row.Phone = First(cell);
                row.PhoneE164 = Number(row.Phone.Value!, target, ref work);
                break;
            case Field.Mobile:
                row.Mobile = First(cell);
                row.MobileE164 = Number(row.Mobile.Value!, target, ref work);
                break;
            case Field.Title: row.Title = cell; break;
            case Field.Department: row.Department = cell; break;
            case Field.Account: row.Account = cell; break;
            case Field.Status: row.Status = Enum(EnumTexts.Status, target, cell, ref work); break;
            case Field.Source: row.Source = Enum(EnumTexts.Source, target, cell, ref work); break;
            case Field.PreferredChannel: row.PreferredChannel = Enum(EnumTexts.PreferredChannel, target, cell, ref work); break;
            case Field.Visibility: row.Visibility = Enum(EnumTexts.Visibility, target, cell, ref work); break;
            case Field.Language:
                if (Languages.Normalize(cell) is { } language) row.Language = language;
                else work.Fault("language_invalid", target, $"\"{cell}\" is no language tag, such as en or de-AT.");
                break;
            case Field.TimeZone:
                if (TimeZones.Normalize(cell) is { } zone) row.TimeZone = zone;
                else work.Fault("timezone_invalid", target, $"\"{cell}\" is no IANA time zone, such as Europe/Berlin.");
                break;
            case Field.Notes: row.Notes = cell; break;
            case Field.AssignedTo: row.AssignedTo = Found(options.Agents, "agent", target, cell, ref work); break;
            case Field.AssignedQueue: row.AssignedQueue = Found(options.Queues, "queue", target, cell, ref work); break;
            case Field.ExternalCrmId: row.ExternalCrmId = cell; break;
            case Field.ExternalCrmProvider: row.ExternalCrmProvider = cell; break;
            case Field.Tag: row.Tags = Many(cell, MaxTag, target, ref work); break;
            case Field.List: row.ListNames = Many(cell, MaxText, target, ref work); break;
            case Field.Id:
                if (Guid.TryParse(cell, CultureInfo.InvariantCulture, out var id)) row.Id = id;
                else work.Fault("id_invalid", target, $"\"{cell}\" is no id of a contact.");
                break;
            case Field.Custom:
                var value = CustomCells.Read(custom!, cell, out var fault);
                if (fault is { } f) work.Fault(f.Code, target, $"{target.Label}: {f.Message}");
                else work.Custom(custom!.Key, value);
                break;
        }
    }

    private void Clear(ParsedRow row, Field field, CustomField? custom, ref Work work)
    {
        if (options.BlankCells == BlankCells.Keep) return;
        switch (field)
        {
            case Field.FirstName: row.FirstName = ""; break;
            case Field.LastName: row.LastName = ""; break;
            case Field.Email: row.Email = default(string); break;
            case Field.Phone: row.Phone = default(string); break;
            case Field.Mobile: row.Mobile = default(string); break;
            case Field.Title: row.Title = default(string); break;
            case Field.Department: row.Department = default(string); break;
            case Field.Account: row.Account = default(string); break;
            case Field.PreferredChannel: row.PreferredChannel = default(PreferredChannel?); break;
            case Field.Language: row.Language = default(string); break;
            case Field.TimeZone: row.TimeZone = default(string); break;
            case Field.Notes: row.Notes = default(string); break;
            case Field.AssignedTo: row.AssignedTo = default(string); break;
            case Field.AssignedQueue: row.AssignedQueue = default(string); break;
            case Field.ExternalCrmId: row.ExternalCrmId = default(string); break;
            case Field.ExternalCrmProvider: row.ExternalCrmProvider = default(string); break;
            case Field.Custom: work.Custom(custom!.Key, null); break;
            // Status, source and visibility always have a value; tags and lists are only added to; an id is no value.
            default: break;
        }
    }

    private void Finish(ParsedRow row, ref Work work)
    {
        if (work.FullName is { } name && string.IsNullOrEmpty(row.FirstName.Value) && string.IsNullOrEmpty(row.LastName.Value))
        {
            var (first, last) = FullName.Split(name);
            row.FirstName = first;
            row.LastName = last;
        }
        // What a row leaves out stands in the contact that it names: whoever knows the contact judges the two together.
        if (row.Id is not null)
        {
            work.Done();
            return;
        }
        if (string.IsNullOrEmpty(row.FirstName.Value) && string.IsNullOrEmpty(row.LastName.Value) && !work.HasFault(MappingTarget.FirstName, MappingTarget.LastName, MappingTarget.FullName))
            work.Fault("required", MappingTarget.LastName, "The row has neither a first nor a last name; a contact needs one.");
        if (row.Visibility.Value == ContactVisibility.Owner && row.AssignedTo.Value is null && !work.HasFault(MappingTarget.AssignedTo))
            work.Fault("assigned_to_required", MappingTarget.AssignedTo, "Visibility OWNER needs an agent in Assigned to.");
        if (row.Visibility.Value == ContactVisibility.Queue && row.AssignedQueue.Value is null && !work.HasFault(MappingTarget.AssignedQueue))
            work.Fault("assigned_queue_required", MappingTarget.AssignedQueue, "Visibility QUEUE needs a queue in Assigned queue.");
        work.Done();
    }

    private static int? TooLong(Field field, string cell) => field switch
    {
        Field.Notes => cell.Length > MaxNotes ? MaxNotes : null,
        Field.Tag or Field.List or Field.Custom => null,
        _ => MaxText,
    };

    private string? Number(string raw, MappingTarget target, ref Work work)
    {
        var number = Phones.TryE164(raw, options.DefaultCountry);
        if (number is null) work.Warn("phone_unparsed", target, $"\"{raw}\" is no telephone number that can be dialled from everywhere; it is kept as it is.");
        return number;
    }

    private static Optional<T?> Enum<T>(EnumText<T> texts, MappingTarget target, string cell, ref Work work) where T : struct, Enum
    {
        if (texts.TryRead(cell, out var value)) return (T?)value;
        work.Fault(texts.Code, target, $"\"{cell}\" is not one of {texts.Allowed}.");
        return default;
    }

    private static Optional<string> Found(NamesLookup lookup, string what, MappingTarget target, string cell, ref Work work)
    {
        if (lookup.TryFind(cell, out var id, out var ambiguous)) return id;
        work.Fault(ambiguous ? what + "_ambiguous" : what + "_unknown", target, ambiguous ? $"\"{cell}\" names more than one {what}; write its id." : $"No {what} has the id, e-mail or name \"{cell}\".");
        return default;
    }

    /// <summary>Some exports put several values into one cell, with <c>:::</c> between them; the first is the main one.</summary>
    private string First(string cell)
    {
        var more = cell.IndexOf(" ::: ", StringComparison.Ordinal);
        return more < 0 || own ? cell : cell[..more].Trim();
    }

    private IReadOnlyList<string> Many(string cell, int longest, MappingTarget target, ref Work work)
    {
        if (cell.Length <= longest && !cell.AsSpan().ContainsAny(";*:\"")) return [cell];
        var many = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in own ? ManyCell.Split(cell) : Parts(cell))
        {
            if (part.Length > longest) work.Fault("too_long", target, $"\"{part[..20]}…\" has {part.Length} characters; at most {longest} go in.");
            else if (seen.Add(TextFold.ForFilter(part))) many.Add(part);
        }
        if (many.Count > MaxNames) work.Fault("too_many", target, $"{target.Label} names {many.Count}; at most {MaxNames} go in.");
        return many;
    }

    /// <summary>Semicolons part them; so do Google's <c>* one ::: two</c> and Mailchimp's <c>"one","two"</c>.</summary>
    private static IEnumerable<string> Parts(string cell)
    {
        const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        if (cell.Length > 1 && cell[0] == '"' && cell[^1] == '"') return cell[1..^1].Split("\",\"", Clean);
        return cell.Contains(" ::: ", StringComparison.Ordinal) || cell.StartsWith("* ", StringComparison.Ordinal)
            ? cell.Split(":::", Clean).Select(part => part.TrimStart('*', ' ')).Where(part => part.Length > 0)
            : cell.Split(';', Clean);
    }

    /// <summary>What gathers while a row is read; nothing is allocated for a row without faults.</summary>
    private struct Work(ParsedRow row)
    {
        private List<RowFault>? faults;
        private List<RowFault>? warnings;
        private Dictionary<string, object?>? custom;

        public string? FullName;

        public void Fault(string code, MappingTarget target, string message) => (faults ??= []).Add(new(code, target.Key, message));

        public void Warn(string code, MappingTarget target, string message) => (warnings ??= []).Add(new(code, target.Key, message));

        public void Custom(string key, object? value) => (custom ??= new(StringComparer.Ordinal))[key] = value;

        public readonly bool HasFault(params ReadOnlySpan<MappingTarget> targets)
        {
            if (faults is null) return false;
            foreach (var fault in faults)
                foreach (var target in targets)
                    if (fault.Target == target.Key) return true;
            return false;
        }

        public readonly void Done()
        {
            if (faults is not null) row.Faults = faults;
            if (warnings is not null) row.Warnings = warnings;
            if (custom is not null) row.Custom = custom;
        }
    }
}
