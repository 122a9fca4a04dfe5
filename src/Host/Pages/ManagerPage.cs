namespace CrmContacts.Host.Pages;

/// <summary>The page around the manager. The address has no ending, so that what stands behind <c>#</c> is the manager's own.</summary>
internal static class ManagerPage
{
    public static void MapManager(this WebApplication app) => app.MapMethods("/manager", [HttpMethods.Get, HttpMethods.Head], (IWebHostEnvironment host) =>
        Results.Stream(host.WebRootFileProvider.GetFileInfo("manager.html").CreateReadStream(), "text/html; charset=utf-8"));
}
