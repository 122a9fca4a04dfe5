using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Postgres.Migrations;

[DbContext(typeof(PostgresCrmContext))]
[Migration("0016_Undo")]
internal sealed class ImportUndo : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Postgres", "0016_undo.sql"));
}
