using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CrmContacts.Verifying;

/// <summary>Runs <see cref="VerifyJob"/> on the schedule of <see cref="CrmContactsOptions.VerifyCron"/>. The scheduler is ours: one that the host has is not touched.</summary>
internal sealed class VerifySchedule(CrmContactsOptions options, CountVerifier verifier, ITenantDirectory tenants, Recurring recurring, TimeProvider clock, ILogger<VerifyJob> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.VerifyCron is not { Length: > 0 } cron)
            return;
        // Schedulers of one process are found by name: a second host in it must not find ours.
        _scheduler = await SchedulerBuilder.Create("AUTO", $"CrmContacts-{clock.GetTimestamp():x}-{GetHashCode():x}")
            .UseInMemoryStore().UseDefaultThreadPool(maxConcurrency: 1).BuildScheduler();
        _scheduler.JobFactory = new VerifyJobs(() => new VerifyJob(verifier, tenants, recurring, _stopping.Token, log));
        var job = JobBuilder.Create<VerifyJob>().WithIdentity("verify").Build();
        var trigger = TriggerBuilder.Create().WithIdentity("verify").WithCronSchedule(cron, c => c.InTimeZone(TimeZoneInfo.Utc).WithMisfireHandlingInstructionDoNothing()).Build();
        await _scheduler.ScheduleJob(job, trigger, cancellationToken);
        await _scheduler.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_scheduler is not null)
            await _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();
}
