using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteCrmContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Sqlite", "0001_initial.sql"));
}
