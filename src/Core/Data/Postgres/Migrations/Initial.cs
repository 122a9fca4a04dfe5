using CrmContacts.Core.Text;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Postgres.Migrations;

[DbContext(typeof(PostgresCrmContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.Sql(SqlScript.Read("Postgres", "0001_initial.sql"));
        migration.Sql(FoldSql.CreateFilterFold("crm_fold"));
        migration.Sql(FoldSql.CreateSearchFold("crm_search_fold"));
    }
}
