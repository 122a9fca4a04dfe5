using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.Filters;
using CsCheck;

namespace CrmContacts.Core.Tests.Counts;

/// <summary>One step of a drawn story; what it does to what is decided by what there is by then.</summary>
/// <param name="A">Picks; as the step has use for it.</param>
internal sealed record Step(StepKind Kind, int Agent, int A, int B, int C, string Text, Filter Filter, int Fate)
{
    public static readonly Gen<Step> Drawn =
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 9_999], Gen.Int[0, 9_999], Gen.Int[0, 9_999], Gen.Int[0, 9_999], Draws.Text, Draws.Filter, Gen.Int[0, 99])
            .Select((kind, agent, a, b, c, text, filter, fate) => new Step(Often(kind), agent, a, b, c, text, filter, fate));

    public override string ToString() => $"{Kind} agent {Agent} {A} {B} {C} '{Text}' {FilterJson.Write(Filter)} fate {Fate}";

    private static StepKind Often(int kind) => kind switch
    {
        < 18 => StepKind.Create,
        < 40 => StepKind.Update,
        < 50 => StepKind.Bulk,
        < 54 => StepKind.UndoBulk,
        < 57 => StepKind.Restore,
        < 60 => StepKind.Merge,
        < 65 => StepKind.AddMembers,
        < 73 => StepKind.MakeList,
        < 77 => StepKind.EditList,
        < 79 => StepKind.DeleteList,
        < 81 => StepKind.CopyList,
        < 83 => StepKind.ConvertList,
        < 88 => StepKind.Activity,
        < 89 => StepKind.Import,
        < 91 => StepKind.UndoImport,
        < 92 => StepKind.MakeField,
        < 93 => StepKind.DeleteField,
        < 96 => StepKind.LookAtList,
        _ => StepKind.EndCount,
    };
}

internal enum StepKind { Create, Update, Bulk, UndoBulk, Restore, Merge, AddMembers, MakeList, EditList, DeleteList, CopyList, ConvertList, Activity, Import, UndoImport, MakeField, DeleteField, LookAtList, EndCount }
