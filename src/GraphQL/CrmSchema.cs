using CrmContacts.GraphQL.Accounts;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.BulkActions;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.CustomFields;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.ImportMaps;
using CrmContacts.GraphQL.Imports;
using CrmContacts.GraphQL.Lists;
using CrmContacts.GraphQL.Tags;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;

namespace CrmContacts.GraphQL;

/// <summary>The API's schema. <see cref="SchemaText"/> prints it; <c>schema.graphql</c> at the root is held to it by a test.</summary>
internal sealed class CrmSchema : Schema
{
    public CrmSchema()
    {
        var query = new ObjectGraphType { Name = "Query", Description = "What can be read." };
        ViewerFieldsOfQuery.AddTo(query);
        ContactFieldsOfQuery.AddTo(query);
        CallerFieldsOfQuery.AddTo(query);
        AlphabetFieldsOfQuery.AddTo(query);
        ListFieldsOfQuery.AddTo(query);
        AccountFieldsOfQuery.AddTo(query);
        TagFieldsOfQuery.AddTo(query);
        CustomFieldFields.AddToQuery(query);
        ImportMapFields.AddToQuery(query);
        DirectoryFieldsOfQuery.AddTo(query);
        HistoryFieldsOfQuery.AddTo(query);
        BulkFieldsOfQuery.AddTo(query);
        ImportFieldsOfQuery.AddTo(query);
        Query = query;

        var mutation = new ObjectGraphType { Name = "Mutation", Description = "What can be changed." };
        ContactFieldsOfMutation.AddTo(mutation);
        BulkFieldsOfMutation.AddTo(mutation);
        ListFieldsOfMutation.AddTo(mutation);
        AccountFieldsOfMutation.AddTo(mutation);
        CustomFieldFields.AddToMutation(mutation);
        ImportMapFields.AddToMutation(mutation);
        ActivityFieldsOfMutation.AddTo(mutation);
        ImportFieldsOfMutation.AddTo(mutation);
        Mutation = mutation;

        // Only unions name these.
        this.RegisterTypes(typeof(ValidationErrorType), typeof(ContactNotFoundErrorType), typeof(ConflictErrorType), typeof(NameTakenErrorType), typeof(CustomFieldNotFoundErrorType), typeof(ImportMapNotFoundErrorType),
            typeof(ListNotFoundErrorType), typeof(AccountNotFoundErrorType), typeof(UndoNotFoundErrorType), typeof(SelectionTooLargeErrorType), typeof(ActivityNotFoundErrorType), typeof(ActivityType), typeof(InteractionType),
            typeof(ImportNotFoundErrorType), typeof(ImportNotCancellableErrorType), typeof(ImportNotUndoableErrorType));
    }
}
