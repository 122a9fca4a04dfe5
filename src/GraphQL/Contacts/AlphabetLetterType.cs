using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

internal sealed class AlphabetLetterType : WrittenType<AlphabetLetter>
{
    public AlphabetLetterType()
        : base("AlphabetLetter", "A letter under which there is at least one contact.")
    {
        RequiredText("letter", l => l.Letter, "A to Z, `#` for what begins with no letter, or a letter of another script; ideographs stand together under 漢.");
        Leaf<IntGraphType>("count", (json, l) =>
        {
            if (l.Count is { } count)
                json.WriteNumberValue(count);
            else
                json.WriteNullValue();
        }, "How many contacts stand there; null where counting would cost a scan.");
        RequiredText("cursor", l => l.Cursor, "The `after` of `contacts` at which the letter begins, in the default order.");
    }
}
