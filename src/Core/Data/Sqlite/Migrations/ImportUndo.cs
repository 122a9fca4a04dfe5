using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteCrmContext))]
[Migration("0016_Undo")]
internal sealed class ImportUndo : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Sqlite", "0016_undo.sql"));
}
