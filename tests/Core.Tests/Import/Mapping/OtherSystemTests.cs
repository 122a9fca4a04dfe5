using CrmContacts.Core.Directory;
using CrmContacts.Core.Import.Mapping;

namespace CrmContacts.Core.Tests.Import.Mapping;

/// <summary>Files of systems that the alias table was not made from, and traps: a line is <c>header → target : cell / cell / cell</c>.</summary>
public class OtherSystemTests
{
    private static readonly NamesLookup Agents = new([("agent-1", "alice@example.com", "Alice Adams")]);

    [Theory]
    [InlineData("Odoo, labels", """
        External ID → external_crm_id : __export__.res_partner_41_a1 / __export__.res_partner_42_b2 / __export__.res_partner_43_c3
        Name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        Company Type → : Individual / Individual / Company
        Is a Company → : False / False / True
        Related Company → _account : Larkspur Foods / Larkspur Foods /
        Job Position → title : Buyer / Head of Buying /
        Email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Phone → phone : +1 617 555 0101 / +1 617 555 0102 /
        Mobile → mobile : +1 617 555 9901 / / +1 617 555 9903
        Tags → _tag : VIP / / Partner
        Language → : English (US) / English (US) / French / Français
        Timezone → timezone : Europe/Brussels / Europe/Brussels / America/New_York
        Notes → notes : Wants samples / /
        Salesperson → assigned_to : Alice Adams / Alice Adams / Alice Adams
        City → : Leuven / Gent / Boston
        """)]
    [InlineData("Odoo, technical", """
        id → external_crm_id : 41 / 42 / 43
        name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        function → title : Buyer / Head of Buying / Engineer
        email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        email_normalized → : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        phone → phone : +1 617 555 0101 / +1 617 555 0102 /
        mobile → mobile : +1 617 555 9901 / / +1 617 555 9903
        lang → language : en_US / en_US / fr_FR
        tz → timezone : Europe/Brussels / Europe/Brussels / America/New_York
        comment → notes : <p>Wants samples</p> / /
        is_company → : False / False / True
        vat → : BE0477472701 / /
        zip → : 3000 / 9000 / 02108
        active → : True / True / True
        color → : 0 / 3 / 0
        """)]
    [InlineData("SuiteCRM", """
        ID → external_crm_id : 5f0c0017-7a11-4c2e-9d10-000000000001 / 5f0c0017-7a11-4c2e-9d10-000000000002 / 5f0c0017-7a11-4c2e-9d10-000000000003
        Salutation → : Ms. / Mr. /
        First Name → first_name : Maya / Owen / Jun
        Last Name → last_name : Thornbury / Castellan / Watanabe
        Title → title : Buyer / Head of Buying / Engineer
        Department → department : Procurement / Procurement / R&D
        Account Name → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        Email Address → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Office Phone → phone : (617) 555-0101 / (617) 555-0102 /
        Mobile → mobile : (617) 555-9901 / / (617) 555-9903
        Home → : (617) 555-0201 / /
        Other Phone → : / /
        Fax → : (617) 555-0301 / /
        Assistant Phone → : (617) 555-0401 / /
        Lead Source → : Web Site / Self Generated / Existing Customer
        Do Not Call → : 0 / 1 / 0
        Description → notes : Wants samples / /
        Assigned to → assigned_to : alice@example.com / alice@example.com /
        Assigned User ID → : 1 / 1 / 1
        Created By → : Alice Adams / Alice Adams / Alice Adams
        Primary Address Street → : 10 Sample St / 11 Sample St / 12 Sample St
        """)]
    [InlineData("Dynamics 365", """
        (Do Not Modify) Contact → : 5f0c0017-7a11-4c2e-9d10-000000000001 / 5f0c0017-7a11-4c2e-9d10-000000000002 / 5f0c0017-7a11-4c2e-9d10-000000000003
        (Do Not Modify) Row Checksum → : 4cLx1 / 9dPp2 / 0aQe3
        (Do Not Modify) Modified On → : 2025-01-01 10:00:00 / 2025-01-02 10:00:00 / 2025-01-03 10:00:00
        Full Name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        Job Title → title : Buyer / Head of Buying / Engineer
        Company Name → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        Business Phone → phone : 617-555-0101 / 617-555-0102 /
        Mobile Phone → mobile : 617-555-9901 / / 617-555-9903
        Email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Email Address 2 → : maya@home.example / owen@home.example / jun@home.example
        Owner → : Dana Fisk / Dana Fisk / Lee Ono
        Status → status : Active / Active / Inactive
        Status Reason → : Active / Active / Inactive
        Preferred Method of Contact → : Any / Any / Email
        Do not allow Emails → : Allow / Allow / Do Not Allow
        Address 1: City → : Boston / Leeds / Austin
        Address 1: Telephone → : 617-555-0701 / 617-555-0702 / 617-555-0703
        """)]
    [InlineData("vCard to CSV", """
        Formatted Name → : Maya Thornbury / Owen Castellan / Jun Watanabe
        Given Name → first_name : Maya / Owen / Jun
        Additional Name → : / A. /
        Family Name → last_name : Thornbury / Castellan / Watanabe
        Prefix → : Ms. / Mr. /
        Organization → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        Title → title : Buyer / Head of Buying / Engineer
        Work Phone → phone : +1 617 555 0101 / +1 617 555 0102 /
        Home Phone → : +1 617 555 0201 / /
        Cell Phone → mobile : +1 617 555 9901 / / +1 617 555 9903
        Work Fax → : +1 617 555 0301 / /
        Work Email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Home Email → : maya@home.example / / jun@home.example
        Birthday → : 1980-01-02 / /
        Note → notes : Wants samples / /
        Categories → _tag : VIP / /
        UID → : a1 / b2 / c3
        """)]
    [InlineData("Bitrix24", """
        ID → external_crm_id : 41 / 42 / 43
        Salutation → : Ms. / Mr. / Mr.
        First name → first_name : Maya / Owen / Jun
        Last name → last_name : Thornbury / Castellan / Watanabe
        Second name → : Anne / /
        Contact type → : Clients / Partners / Clients
        Source → : Call / E-mail / Advertising
        Work Phone → phone : +16175550101 / +16175550102 /
        Mobile → mobile : +16175559901 / / +16175559903
        Fax → : +16175550301 / /
        Home Phone → : +16175550201 / /
        Other Phone Number → : / / +16175550701
        Corporate Website → : https://larkspur.example / / https://kestrel.example
        Work E-mail → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Home E-mail → : maya@home.example / /
        Newsletters email → : maya@larkspur.example / / jun@kestrel.example
        Company → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        Position → title : Buyer / Head of Buying / Engineer
        Comment → notes : Wants samples / /
        Responsible person → assigned_to : Alice Adams / Alice Adams / Alice Adams
        Created by → : Alice Adams / Alice Adams / Alice Adams
        Created on → : 01/02/2025 10:00:00 / 01/03/2025 10:00:00 / 01/04/2025 10:00:00
        """)]
    [InlineData("Copper", """
        Copper ID → external_crm_id : 27140359 / 27140360 / 27140361
        Prefix → : Ms / /
        First Name → first_name : Maya / Owen / Jun
        Middle Name → : / /
        Last Name → last_name : Thornbury / Castellan / Watanabe
        Title → title : Buyer / Head of Buying / Engineer
        Company → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        Details → : Wants samples / /
        Owned By → : Dana Fisk / Dana Fisk / Lee Ono
        Work Email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Personal Email → : maya@home.example / /
        Work Phone → phone : 617-555-0101 / 617-555-0102 /
        Mobile Phone → mobile : 617-555-9901 / / 617-555-9903
        Contact Type → : Current Customer / Potential Customer / Other
        Tags → _tag : vip / partner /
        Interaction Count → : 12 / 3 / 0
        Last Contacted → : 2025-01-02 / 2025-01-03 /
        """)]
    [InlineData("Insightly", """
        RecordId → external_crm_id : 318204411 / 318204412 / 318204413
        Salutation → : Ms / Mr / Mr
        FirstName → first_name : Maya / Owen / Jun
        LastName → last_name : Thornbury / Castellan / Watanabe
        DateOfBirth → : 1980-01-02 / /
        Phone → phone : 6175550101 / 6175550102 /
        PhoneHome → : 6175550201 / /
        PhoneMobile → mobile : 6175559901 / / 6175559903
        PhoneOther → : / /
        PhoneAssistant → : 6175550401 / /
        PhoneFax → : 6175550301 / /
        EmailAddress → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        AssistantName → : Kim Lowe / /
        Background → notes : Wants samples / /
        OrganizationName → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        MailAddressCity → : Boston / Leeds / Austin
        OwnerUserId → : 2210 / 2210 / 2211
        """)]
    [InlineData("Shopify", """
        Customer ID → external_crm_id : 7012 / 7013 / 7014
        First Name → first_name : Maya / Owen / Jun
        Last Name → last_name : Thornbury / Castellan / Watanabe
        Email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Accepts Email Marketing → : yes / no / yes
        Default Address Company → : Larkspur Foods / / Kestrel Robotics
        Default Address Phone → : +16175550101 / +16175550102 /
        Phone → phone : '+16175559901 / / '+16175559903
        Accepts SMS Marketing → : no / no / no
        Total Spent → : 120.50 / 0.00 / 17.00
        Note → notes : Wants samples / /
        Tags → _tag : VIP / /
        """)]
    [InlineData("Zendesk", """
        id → external_crm_id : 361 / 362 / 363
        name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        role → : end-user / end-user / end-user
        organization_id → : 9 / 9 / 10
        phone → phone : +16175550101 / +16175550102 /
        time_zone → : Eastern Time (US & Canada) / London / Tokyo
        locale → language : en-US / en-GB / ja
        tags → _tag : vip / /
        verified → : true / true / false
        created_at → : 2025-01-02T10:00:00Z / 2025-01-03T10:00:00Z / 2025-01-04T10:00:00Z
        """)]
    [InlineData("Thunderbird in German", """
        Vorname → first_name : Käthe / Sören / Rolf
        Nachname → last_name : Groß / Vögele / Müßig
        Anzeigename → : Käthe Groß / Sören Vögele / Rolf Müßig
        Spitzname → : / /
        Primäre E-Mail-Adresse → email : kaethe@nordlicht.example / soeren@nordlicht.example / rolf@druck.example
        Zweite E-Mail-Adresse → : kaethe@privat.example / soeren@privat.example / rolf@privat.example
        Dienstlich → phone : 0421 555010 / 0421 555011 / 0451 555020
        Privat → : 0421 555910 / / 0451 555920
        Fax-Nummer → : 0421 555099 / 0421 555098 / 0451 555097
        Mobil-Tel.-Nr. → mobile : +49 171 5550001 / / +49 171 5550003
        Organisation → _account : Nordlicht AG / Nordlicht AG / Druckerei Öhmichen
        Abteilung → department : Einkauf / Vertrieb / Produktion
        Notizen → notes : ruft zurück / /
        """)]
    [InlineData("Outlook on the web", """
        First Name → first_name : Maya / Owen / Jun
        Last Name → last_name : Thornbury / Castellan / Watanabe
        Title → : / /
        Suffix → : / /
        Given Yomi → : / /
        E-mail Address → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        E-mail 2 Address → : maya@home.example / owen@home.example / jun@home.example
        Home Phone → : 617-555-0201 / / 617-555-0203
        Business Phone → phone : 617-555-0101 / 617-555-0102 / 617-555-0103
        Mobile Phone → mobile : 617-555-9901 / / 617-555-9903
        Primary Phone → : 617-555-0101 / 617-555-0102 / 617-555-0103
        Company Main Phone → : 617-555-0001 / 617-555-0001 / 617-555-0002
        Job Title → title : Buyer / Head of Buying / Engineer
        Company → _account : Larkspur Foods / Larkspur Foods / Kestrel Robotics
        Company Yomi → : / /
        Personal Web Page → : https://maya.example / /
        Notes → notes : Wants samples / /
        """)]
    [InlineData("Portuguese", """
        Nome → first_name : Beatriz / João / Inês
        Sobrenome → last_name : Carvalho / Esteves / Pinho
        Empresa → _account : Exemplo Lda / Exemplo Lda / Moinho
        E-mail → email : beatriz@exemplo.example / joao@exemplo.example / ines@moinho.example
        Telefone → phone : +351 21 555 0101 / +351 21 555 0102 /
        Telemóvel → mobile : +351 91 555 0101 / / +351 91 555 0103
        Departamento → department : Vendas / Vendas / Direção
        Cidade → : Lisboa / Porto / Braga
        """)]
    [InlineData("Polish and Swedish", """
        Imię → first_name : Zofia / Łukasz / Ewa
        Nazwisko → last_name : Wójcik / Nowicki / Żak
        Företag → _account : Exempel AB / Exempel AB / Kvarn
        E-postadress → email : zofia@exempel.example / lukasz@exempel.example / ewa@kvarn.example
        Mobiltelefonnummer → mobile : +46 70 555 01 01 / / +46 70 555 01 03
        Stanowisko → title : Kierownik / Księgowa / Właściciel
        """)]
    public void A_system_that_nobody_thought_of_is_recognised_too(string system, string table) => Holds(system, table);

    [Theory]
    [InlineData("a title that is Ms, with the job beside it", """
        Title → : Ms / Mr / Dr.
        First Name → first_name : Maya / Owen / Jun
        Last Name → last_name : Thornbury / Castellan / Watanabe
        Job Title → title : Buyer / Buyer / Engineer
        E-mail Address → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        E-mail Type → : SMTP / SMTP / EX
        E-mail Display Name → : Maya (maya@larkspur.example) / Owen (owen@larkspur.example) / Jun (jun@kestrel.example)
        Assistant's Phone → : 617-555-0101 / 617-555-0102 / 617-555-0103
        Fax → : 617-555-0201 / 617-555-0202 / 617-555-0203
        Company Phone → : 617-555-0301 / 617-555-0302 / 617-555-0303
        """)]
    [InlineData("ids, switches and makers", """
        Name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        Account ID → : 0015g1 / 0015g1 / 0015g2
        Company ID → : 17 / 17 / 18
        Owner ID → : 3 / 3 / 4
        Email Opt Out → : false / true / false
        Created By → : Alice Adams / Alice Adams / Alice Adams
        Created By Email → : alice@example.com / alice@example.com / alice@example.com
        Owner Email → assigned_to : alice@example.com / alice@example.com / alice@example.com
        Lead Status → : Open - Not Contacted / Working / Closed
        Status → : open / won / lost
        __proto__ → : a / b / c
        constructor → : a / b / c
        toString → : a / b / c
        """)]
    [InlineData("names that come twice", """
        Name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        Name → : Larkspur / Larkspur / Kestrel
        Email → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Email → : maya@home.example / owen@home.example / jun@home.example
        Phone → phone : 617-555-0101 / 617-555-0102 / 617-555-0103
        Phone → : 617-555-0201 / 617-555-0202 / 617-555-0203
        """)]
    [InlineData("only a private number", """
        Name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        Business Phone → : / /
        Home Phone → phone : 617-555-0201 / 617-555-0202 / 617-555-0203
        Company Main Phone → : 617-555-0301 / 617-555-0301 / 617-555-0301
        """)]
    [InlineData("a customer number that whole companies share", """
        Kundennummer → : 4711 / 4711 / 4712
        Firma → _account : Nordlicht AG / Nordlicht AG / Talblick
        Ansprechpartner → _full_name : Käthe Groß / Sören Vögele / Rolf Müßig
        Telefon Zentrale → : 0421 555010 / 0421 555010 / 0451 555020
        """)]
    [InlineData("numbers that are no telephone numbers", """
        Name → _full_name : Maya Thornbury / Owen Castellan / Jun Watanabe
        Steuernummer → : 0123456789 / 0223456789 / 0323456789
        IBAN → : DE02120300000000202051 / DE02500105170137075030 / DE02100500000054540402
        Order number → : 0048-1123-77-12 / 0048-1123-77-13 / 0048-1123-77-14
        SIRET → : 73282932000074 / 40483304800022 / 55210055400013
        Position → : 1 / 2 / 3
        Department → : 4100 / 4200 / 4300
        """)]
    [InlineData("a column whose name says nothing", """
        Who → : Maya / Owen / Jun
        Reach → email : maya@larkspur.example / owen@larkspur.example / jun@kestrel.example
        Ring → phone : +1 617 555 0101 / +1 617 555 0102 / +1 617 555 0103
        Referrer e-mail → : a@larkspur.example / b@larkspur.example / c@kestrel.example
        """)]
    public void A_trap_catches_nobody(string trap, string table) => Holds(trap, table);

    [Fact]
    public void A_thousand_columns_take_no_time_to_speak_of()
    {
        string[] headers = [.. Enumerable.Range(0, 1_000).Select(i => i switch { 500 => "E-mail", 999 => "Full name", _ => $"Custom field {i}" })];
        string[][] rows = [.. Enumerable.Range(0, 100).Select(row => headers.Select((_, i) => i switch { 500 => $"p{row}@example.com", 999 => "Maya Thornbury", _ => $"{row * i}" }).ToArray())];
        var suggested = MappingSuggester.Suggest(headers, rows);
        Assert.Equal([(500, "email"), (999, "_full_name")], suggested.Select((s, i) => (i, s.Target?.Key)).Where(s => s.Key is not null).Select(s => (s.i, s.Key!)));
    }

    private static void Holds(string about, string table)
    {
        Assert.NotEmpty(about);
        var lines = table.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split('→', 2, StringSplitOptions.TrimEntries)).Select(line => (Header: line[0], After: line[1].Split(':', 2, StringSplitOptions.TrimEntries))).ToArray();
        var cells = lines.Select(line => $" {line.After[1]} ".Split(" / ").Select(c => c.Trim()).ToArray()).ToArray();
        var rows = Enumerable.Range(0, 3).Select(r => (IReadOnlyList<string>)[.. cells.Select(c => r < c.Length ? c[r] : "")]).ToArray();
        var suggested = MappingSuggester.Suggest([.. lines.Select(l => l.Header)], rows, agents: Agents);
        var wrong = lines.Zip(suggested, (l, s) => $"{l.Header} → {s.Target?.Key}, not {l.After[0]}").Where((_, i) => (suggested[i].Target?.Key ?? "") != lines[i].After[0]).ToList();
        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
    }
}
