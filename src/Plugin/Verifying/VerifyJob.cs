using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Nodes;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Spi;

namespace CrmContacts.Verifying;

/// <summary>Compares the kept counts of every tenant with a recount, one tenant after the other; never beside itself.</summary>
[DisallowConcurrentExecution]
internal sealed partial class VerifyJob(CountVerifier verifier, ITenantDirectory tenants, Recurring recurring, CancellationToken stopping, ILogger log) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        try
        {
            foreach (var tenant in await tenants.AllAsync(stopping))
                await VerifyAsync(tenant, context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; the next night looks again.
        }
        catch (Exception fault)
        {
            Failed(log, "all tenants", fault);
        }
    }

    /// <summary>A tenant that cannot be compared keeps no other from it.</summary>
    private async Task VerifyAsync(Tenant tenant, DateTimeOffset due)
    {
        try
        {
            // Several nodes share a night's tenants.
            if (!await recurring.ClaimAsync(tenant, "verify", due, stopping))
                return;
            var report = await verifier.VerifyAsync(tenant, repair: true, stopping);
            Verified(log, tenant.Slug, report.Scopes, report.Entries, report.Drifts.Count, report.Took.TotalSeconds);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            Failed(log, tenant.Slug, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Kept counts of tenant {Tenant} were compared: {Scopes} scopes, {Entries} entries, {Drifts} scopes were off; {Seconds:0.0} s.")]
    private static partial void Verified(ILogger log, string tenant, int scopes, long entries, int drifts, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Kept counts of {Tenants} could not be compared; the next time is on schedule.")]
    private static partial void Failed(ILogger log, string tenants, Exception fault);
}

/// <summary>Makes our one job, out of what the host gave us.</summary>
internal sealed class VerifyJobs(Func<VerifyJob> make) : IJobFactory
{
    public IJob NewJob(TriggerFiredBundle bundle, IScheduler scheduler) => make();

    public void ReturnJob(IJob job)
    {
    }
}
