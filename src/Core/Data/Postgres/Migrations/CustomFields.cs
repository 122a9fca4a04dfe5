using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Postgres.Migrations;

[DbContext(typeof(PostgresCrmContext))]
[Migration("0002_CustomFields")]
internal sealed class CustomFields : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Postgres", "0002_custom_fields.sql"));
}
