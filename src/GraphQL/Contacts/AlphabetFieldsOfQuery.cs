using CrmContacts.Core.Contacts;
using CrmContacts.Core.Filters;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What Query says about the letters beside a list of contacts.</summary>
internal static class AlphabetFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(LettersAsync)
        {
            Name = "contactAlphabet",
            Cost = ContactCost.OfAlphabet,
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<AlphabetLetterType>>>),
            Description = "The letters under which the viewer finds at least one contact, in the order of last names.",
            Arguments =
            [
                new QueryArgument<UuidType> { Name = "listId", Description = "Only the contacts of this list." },
                new QueryArgument<ContactFilterInput> { Name = "where", Description = "Which contacts; all that are visible when nothing is said." },
                new QueryArgument<StringGraphType> { Name = "search", Description = "As in `contacts`." },
            ],
        });

    private static async Task<Read> LettersAsync(RootContext root) =>
        new(await root.Service<AlphabetReader>().LettersAsync(
            root.Viewer, root.Argument<Guid?>("listId"), FilterParser.Parse(WhereArgument.Read(root.Given("where"))), root.Argument<string>("search"), root.Cancellation));
}
