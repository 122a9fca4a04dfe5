using CrmContacts;

var builder = WebApplication.CreateBuilder(args);
builder.AddCrmContacts();

var app = builder.Build();
app.MapGet("/", () => "A host of its own.");
app.MapCrmContacts("/crm");
app.Run();
