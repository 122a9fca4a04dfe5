using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Rest.Import;

/// <summary>One upload while it is being read: options as they come, and at most one file.</summary>
internal sealed class Taking(Viewer viewer, ImportWriter writer, OptionReader reader, OptionBag bag, CancellationToken cancellation)
{
    private const int LongestName = 255;

    private Guid? _staged;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The token of a staged file, as far as it was given yet.</summary>
    public Guid? Token => OptionReader.StagedToken(bag);

    public void Option(string name, string value) => bag.Add(name, value);

    /// <summary>Streams the file to the staging area, once all options before it are known to be valid.</summary>
    public async Task FileAsync(string? fileName, Stream content)
    {
        if (_staged is not null)
            throw new CrmException(ErrorCode.RequestInvalid, "Send one file at a time.", "file");
        _ = reader.Read(bag);
        RefuseBoth(hasFile: true);
        _staged = await writer.StageAsync(viewer, Name(fileName), content, cancellation);
    }

    /// <summary>A file that came with a request that was refused is not kept.</summary>
    public async Task DiscardAsync()
    {
        if (_staged is { } staged)
            await writer.DiscardAsync(viewer, staged);
    }

    public Upload Finish()
    {
        var options = reader.Read(bag);
        RefuseBoth(_staged is not null);
        return (_staged ?? Token) is { } staged
            ? new(staged, options, IsSent: _staged is not null)
            : throw new CrmException(ErrorCode.FileMissing, "There is no file: send one, or name a staged one with staged.", "file");
    }

    private void RefuseBoth(bool hasFile)
    {
        if (hasFile && Token is not null)
            throw OptionBag.Invalid(OptionReader.Staged, "Send a file or name a staged one, not both.");
    }

    /// <summary>The file's own name without the folders and control characters that a client may have put in it; it is shown, never opened.</summary>
    private static string? Name(string? given)
    {
        if (given is null)
            return null;
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length == 0 ? null : clean.Length <= LongestName ? clean : clean[..LongestName];
    }
}
