using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What Query says about who is calling.</summary>
internal static class CallerFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(ByPhoneAsync)
        {
            Name = "contactsByPhone",
            Cost = ContactCost.OfCallers,
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<ContactType>>>),
            Description = "The contacts that the viewer may see and that this number belongs to, phone or mobile, best first: the very number, then the same number within a country, then the same last seven digits. At most 50.",
            Arguments =
            [
                new QueryArgument<NonNullGraphType<StringGraphType>> { Name = "number", Description = "The number in any spelling." },
                new QueryArgument<StringGraphType> { Name = "country", Description = "ISO 3166 code of the country that a number without one belongs to: the organization's when nothing is said." },
            ],
        });

    private static async Task<Read> ByPhoneAsync(RootContext root)
    {
        var found = await root.Service<CallerReader>().ByNumberAsync(
            root.Viewer, root.Argument<string>("number")!, root.Argument<string>("country"), ContactRelations.Fields(root.Selection), root.Cancellation);
        return new(found, await ContactRelations.OfAsync(root, found));
    }
}
