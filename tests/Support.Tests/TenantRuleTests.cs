using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Support.Tests;

public sealed class TenantRuleTests
{
    [Theory]
    [InlineData("SELECT c.id FROM crm_contacts c WHERE c.tenant = @p0", null)]
    [InlineData("SELECT epoch FROM crm_store", null)]
    [InlineData("DELETE FROM crm_list_members WHERE tenant = @p0 AND list = @p1", null)]
    [InlineData("INSERT INTO crm_contacts (tenant, id) VALUES (@p0, @p1)", null)]
    [InlineData("SELECT c.id FROM crm_contacts c WHERE c.id = @p0", "crm_contacts")]
    [InlineData("SELECT c.id FROM crm_contacts c JOIN crm_list_members m ON m.contact = c.id WHERE c.tenant = @p0", "crm_list_members")]
    [InlineData("UPDATE crm_contacts SET version = 1 WHERE id = @p0", "crm_contacts")]
    public void A_statement_that_forgets_the_tenant_of_a_table_is_found(string sql, string? table) => Assert.Equal(table, TenantRule.Fault(sql));
}
