using System.Text.Json;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>What the server is made to answer a page's queries with, until it is left alone again.</summary>
public sealed class Answers(IPage page)
{
    private const string Queries = "**/graphql";

    private TaskCompletionSource _released = new();

    /// <summary>How many queries were answered so.</summary>
    public int Count { get; private set; }

    /// <summary>Every query is answered with this.</summary>
    public Task AreAsync(int status, object? body = null, string type = "application/problem+json", params (string Name, string Value)[] headers) => ReplaceAsync(async route =>
    {
        Count++;
        await route.FulfillAsync(new()
        {
            Status = status, ContentType = type, Body = body as string ?? JsonSerializer.Serialize(body),
            Headers = headers.Select(h => KeyValuePair.Create(h.Name, h.Value)),
        });
    });

    /// <summary>Queries reach the server, but not before <see cref="Release"/>.</summary>
    public Task AreLateAsync()
    {
        _released = new();
        return ReplaceAsync(async route =>
        {
            Count++;
            await _released.Task;
            try
            {
                await route.ContinueAsync();
            }
            catch (PlaywrightException)
            {
                // Nobody wants it any more.
            }
        });
    }

    public void Release() => _released.TrySetResult();

    /// <summary>The server answers for itself.</summary>
    public Task AreHonestAsync() => page.UnrouteAsync(Queries);

    private async Task ReplaceAsync(Func<IRoute, Task> answer)
    {
        await AreHonestAsync();
        await page.RouteAsync(Queries, answer);
    }
}
