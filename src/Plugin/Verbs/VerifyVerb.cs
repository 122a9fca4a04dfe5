using System.Globalization;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;

namespace CrmContacts.Verbs;

/// <summary><c>crm verify</c>: the kept counts of each tenant, or of one, beside a recount.</summary>
/// <param name="Slug">The one tenant; null is all.</param>
/// <param name="Repair">False only looks.</param>
internal sealed record VerifyVerb(string? Slug, bool Repair)
{
    /// <summary>Everything was equal.</summary>
    public const int Equal = 0;

    /// <summary>Something was off and is repaired: a defect that somebody should hear of.</summary>
    public const int Repaired = 3;

    /// <summary>Something is off.</summary>
    public const int Off = 4;

    /// <summary>The verb, or null when an argument is not understood.</summary>
    public static VerifyVerb? Read(IReadOnlyList<string> args)
    {
        var verb = new VerifyVerb(null, true);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--no-repair")
                verb = verb with { Repair = false };
            else if (args[i] == "--tenant" && i + 1 < args.Count && verb.Slug is null)
                verb = verb with { Slug = args[++i] };
            else
                return null;
        }

        return verb;
    }

    public async Task<int> RunAsync(CountVerifier verifier, ITenantDirectory directory, TextWriter output, CancellationToken cancellation)
    {
        var tenants = await directory.AllAsync(cancellation);
        if (Slug is not null)
            tenants = [.. tenants.Where(t => t.Slug == Slug)];
        if (Slug is not null && tenants.Count == 0)
        {
            await output.WriteLineAsync($"There is no tenant '{Slug}'.");
            return 1;
        }

        var code = Equal;
        foreach (var tenant in tenants)
        {
            var report = await verifier.VerifyAsync(tenant, Repair, cancellation);
            await TellAsync(report, output);
            if (report.Drifts.Count > 0)
                code = Math.Max(code, report.Drifts.All(d => d.Repaired) ? Repaired : Off);
        }

        return code;
    }

    private static async Task TellAsync(VerifyReport report, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.Tenant.Slug}: {report.Scopes} scopes with {report.Entries} counts compared in {report.Took.TotalSeconds:0.0} s, {(report.Drifts.Count == 0 ? "all equal" : $"{report.Drifts.Count} off")}{(report.PassedOver == 0 ? "" : $"; {report.PassedOver} lists are being counted and were passed over")}."));
        foreach (var drift in report.Drifts)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {drift.Scope}: {drift.Kept} kept, {drift.Counted} counted, {drift.Entries} counts off: {(drift.Repaired ? "repaired" : "not repaired")}"));
        }
    }
}
