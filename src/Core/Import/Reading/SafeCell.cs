namespace CrmContacts.Core.Import.Reading;

/// <summary>
/// Keeps spreadsheets from running a cell as a formula: a cell matching <c>^'*[=+\-@\t\r]</c> gets one apostrophe when it
/// is written, and loses exactly one when it is read, so nothing changes on the way out and back.
/// </summary>
public static class SafeCell
{
    public static string Protect(string cell) => IsRisky(cell) ? "'" + cell : cell;

    public static string Unprotect(string cell) => cell.Length > 1 && cell[0] == '\'' && IsRisky(cell) ? cell[1..] : cell;

    private static bool IsRisky(string cell)
    {
        foreach (var c in cell)
            if (c != '\'') return c is '=' or '+' or '-' or '@' or '\t' or '\r';
        return false;
    }
}
