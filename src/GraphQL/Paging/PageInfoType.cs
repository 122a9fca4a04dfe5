using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Execution;

namespace CrmContacts.GraphQL.Paging;

internal sealed class PageInfoType : WrittenType<IPage>
{
    public PageInfoType()
        : base("PageInfo", "Where a page stands among the others.")
    {
        Flag("hasNextPage", page => page.HasNextPage, "Whether something follows this page.");
        Flag("hasPreviousPage", page => page.HasPreviousPage, "Whether something stands before this page.");
        Text("startCursor", page => page.Cursors.Count == 0 ? null : page.Cursors[0], "The cursor of the page's first item: `before` for the page before.");
        Text("endCursor", page => page.Cursors.Count == 0 ? null : page.Cursors[^1], "The cursor of the page's last item: `after` for the next page.");
    }
}
