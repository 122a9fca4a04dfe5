using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Paging;

/// <summary>How many items a page has.</summary>
public static class PageSize
{
    public const int Default = 10;
    public const int Max = 200;

    /// <summary>The size that <c>first</c> or <c>last</c> ask for; 0 is an empty page.</summary>
    /// <exception cref="CrmException">Both are given, or one is out of range.</exception>
    public static int Of(int? first, int? last)
    {
        if (first is not null && last is not null)
            throw new CrmException(ErrorCode.PagingInvalid, "first and last exclude each other.", "last");
        var size = first ?? last ?? Default;
        var argument = last is not null ? "last" : "first";
        if (size < 0)
            throw new CrmException(ErrorCode.PageSizeInvalid, $"{argument} must not be negative.", argument);
        if (size > Max)
            throw new CrmException(ErrorCode.PageSizeInvalid, $"{argument} is {size}; a page has at most {Max} items.", argument);
        return size;
    }
}
