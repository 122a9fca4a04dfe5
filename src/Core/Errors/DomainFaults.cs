namespace CrmContacts.Core.Errors;

/// <summary>Why a write did not do what it was asked: told beside the result, never thrown. A closed set.</summary>
public interface IDomainFault;

/// <summary>Another thing of the tenant has this name already; names are compared without case.</summary>
public sealed record NameTaken(string Name) : IDomainFault;

/// <summary>There is no such contact, or the viewer may not see it.</summary>
public sealed record ContactNotFound(Guid ContactId) : IDomainFault;

/// <summary>There is no such list.</summary>
public sealed record ListNotFound(Guid ListId) : IDomainFault;

/// <summary>There is no such account.</summary>
public sealed record AccountNotFound(Guid AccountId) : IDomainFault;

/// <summary>There is no bulk action of this agent that could be taken back by this token.</summary>
public sealed record UndoNotFound(Guid UndoToken) : IDomainFault;

/// <summary>A selection names more ids than are taken at once.</summary>
public sealed record SelectionTooLarge(int Limit) : IDomainFault;

/// <summary>How a write ended: what it made, or why it made nothing.</summary>
public sealed record WriteResult<T>(T? Value, IReadOnlyList<IDomainFault> Faults)
    where T : class
{
    public WriteResult(T value)
        : this(value, [])
    {
    }

    public static WriteResult<T> Refused(params IReadOnlyList<IDomainFault> faults) => new(null, faults);
}
