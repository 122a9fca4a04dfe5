using System.Security.Cryptography;
using System.Text;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Tells files of the same make apart from others by their header, so that a saved mapping finds itself.</summary>
public static class HeaderFingerprint
{
    /// <summary>32 hex digits; the same for the same names in the same order, whatever their case and spaces. The columns of our error file do not count.</summary>
    public static string Of(IReadOnlyList<string> headers)
    {
        var text = string.Join('\n', headers.Select(h => TextFold.ForSearch(h.Trim())).Where(h => !MappingTarget.ErrorColumns.Contains(h)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
