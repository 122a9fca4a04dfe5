using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>Bounded waits for a condition: what tests use in place of sleeping.</summary>
public static class Eventually
{
    /// <summary>Asks until <paramref name="condition"/> holds.</summary>
    /// <exception cref="XunitException">It did not hold within <paramref name="within"/> (10 s).</exception>
    public static Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan? within = null, Func<string>? details = null,
        [CallerArgumentExpression(nameof(condition))] string said = "") =>
        ValueAsync(condition, held => held, within, details, said);

    /// <summary>Asks until the answer is as <paramref name="wanted"/>, and gives that answer.</summary>
    /// <exception cref="XunitException">No such answer came within <paramref name="within"/> (10 s).</exception>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T>> ask, Func<T, bool> wanted, TimeSpan? within = null, Func<string>? details = null,
        [CallerArgumentExpression(nameof(ask))] string said = "")
    {
        var clock = Stopwatch.StartNew();
        var limit = within ?? TimeSpan.FromSeconds(10);
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            if (clock.Elapsed > limit)
                throw new XunitException($"Not within {limit.TotalSeconds:0.#} s: {said}. Last answer: {answer}. {details?.Invoke()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
