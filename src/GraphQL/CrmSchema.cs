using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.CustomFields;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Lists;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;

namespace CrmContacts.GraphQL;

/// <summary>The API's schema. <see cref="SchemaText"/> prints it; <c>schema.graphql</c> at the root is held to it by a test.</summary>
internal sealed class CrmSchema : Schema
{
    public CrmSchema()
    {
        Query = new ObjectGraphType { Name = "Query", Description = "What can be read." };
        ViewerFieldsOfQuery.AddTo((ObjectGraphType)Query);
        ContactFieldsOfQuery.AddTo((ObjectGraphType)Query);
        CallerFieldsOfQuery.AddTo((ObjectGraphType)Query);
        AlphabetFieldsOfQuery.AddTo((ObjectGraphType)Query);
        ListFieldsOfQuery.AddTo((ObjectGraphType)Query);
        CustomFieldFields.AddToQuery((ObjectGraphType)Query);
        DirectoryFieldsOfQuery.AddTo((ObjectGraphType)Query);
        HistoryFieldsOfQuery.AddTo((ObjectGraphType)Query);

        Mutation = new ObjectGraphType { Name = "Mutation", Description = "What can be changed." };
        ContactFieldsOfMutation.AddTo((ObjectGraphType)Mutation);
        CustomFieldFields.AddToMutation((ObjectGraphType)Mutation);
        ActivityFieldsOfMutation.AddTo((ObjectGraphType)Mutation);

        // Only unions name these.
        this.RegisterTypes(typeof(ValidationErrorType), typeof(ContactNotFoundErrorType), typeof(ConflictErrorType), typeof(NameTakenErrorType), typeof(CustomFieldNotFoundErrorType), typeof(ActivityNotFoundErrorType), typeof(ActivityType), typeof(InteractionType));
    }
}
