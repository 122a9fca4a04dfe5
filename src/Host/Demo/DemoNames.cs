using System.Globalization;
using System.Text;

namespace CrmContacts.Host.Demo;

/// <summary>How people of one country are called, and reached.</summary>
/// <param name="Line">A fixed-line number in which # stands for digits that count up.</param>
/// <param name="Cell">The same for mobile.</param>
internal sealed record DemoLand(string Language, string TimeZone, string Line, string Cell, IReadOnlyList<string> FirstNames, IReadOnlyList<string> LastNames)
{
    public string Phone(int i) => Fill(Line, i);

    public string Mobile(int i) => Fill(Cell, i);

    private static string Fill(string pattern, int i)
    {
        var width = pattern.Count(c => c == '#');
        var digits = i.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        var place = 0;
        return string.Concat(pattern.Select(c => c == '#' ? digits[place++] : c));
    }
}

/// <summary>The words that the demo's people are made of.</summary>
internal static class DemoNames
{
    public static readonly IReadOnlyList<DemoLand> Lands =
    [
        new("en-US", "America/New_York", "+1 212 555 0###", "+1 917 555 0###",
            ["Emma", "Liam", "Olivia", "Noah", "Ava", "Ethan", "Sophia", "Mason", "Grace", "Logan", "Hazel"],
            ["Johnson", "Williams", "Miller", "Davis", "Garcia", "O'Brien", "Anderson", "Thompson", "Walker", "Nguyen", "Cooper", "Hughes"]),
        new("de-DE", "Europe/Berlin", "+49 30 23125 ###", "+49 1520 4567###",
            ["Jürgen", "Käthe", "Lukas", "Sören", "Anneliese", "Björn", "Mia", "Götz", "Heike", "Jörg", "Ulrike"],
            ["Müller", "Schäfer", "Groß", "Weiß", "Köhler", "Böhm", "Krüger", "Vogel", "Fröhlich", "Günther", "Jäger", "von der Heyde"]),
        new("en-GB", "Europe/London", "+44 20 7946 0###", "+44 7700 900###",
            ["Oliver", "Amelia", "Harry", "Isla", "George", "Poppy", "Siân", "Rhys", "Freya", "Alfie", "Niamh"],
            ["Smith", "Taylor", "Evans", "Patel", "Wright", "Khan", "Campbell", "Begum", "McDonald", "Ellis", "Fitzgerald", "Okafor"]),
        new("fr-FR", "Europe/Paris", "+33 1 99 00 1# ##", "+33 6 39 98 1# ##",
            ["Amélie", "François", "Chloé", "Étienne", "Zoé", "René", "Inès", "Gaël", "Hélène", "Loïc", "Céline"],
            ["Lefèvre", "Dubois", "Moreau", "Garnier", "Bélanger", "Fontaine", "Chevalier", "Noël", "Perrin", "Delacroix", "Rousseau", "Le Goff"]),
        new("es-ES", "Europe/Madrid", "+34 910 123 ###", "+34 612 345 ###",
            ["José", "Lucía", "Íñigo", "Sofía", "Andrés", "Martina", "Raúl", "Ángela", "Iván", "Begoña", "Nuria"],
            ["García", "Fernández", "Núñez", "Muñoz", "Ibáñez", "Ortega", "Peña", "Vázquez", "Castaño", "Gómez", "Martín", "de la Cruz"]),
        new("pl-PL", "Europe/Warsaw", "+48 22 123 4# ##", "+48 512 345 ###",
            ["Łukasz", "Zofia", "Wojciech", "Małgorzata", "Paweł", "Agnieszka", "Michał", "Hanna", "Stanisław", "Żaneta", "Jakub"],
            ["Nowak", "Kowalczyk", "Wiśniewski", "Dąbrowska", "Zieliński", "Wójcik", "Szymańska", "Woźniak", "Jankowski", "Krawczyk", "Piątek", "Świątek"]),
        new("tr-TR", "Europe/Istanbul", "+90 212 345 6# ##", "+90 532 123 4# ##",
            ["İpek", "Çağlar", "Işıl", "Ömer", "Şule", "Emre", "Gülşen", "Barış", "Nazlı", "Ümit", "Defne"],
            ["Yılmaz", "Çelik", "Öztürk", "Şahin", "Aydın", "Kılıç", "Doğan", "Aksoy", "Güneş", "Koç", "Erdoğan", "Işık"]),
        new("sv-SE", "Europe/Stockholm", "+46 8 46 50 ###", "+46 70 174 0# ##",
            ["Åsa", "Björn", "Elin", "Göran", "Saga", "Håkan", "Maja", "Örjan", "Linnéa", "Nils", "Ebba"],
            ["Andersson", "Lindström", "Åkesson", "Sjöberg", "Nyström", "Bergqvist", "Öberg", "Hägg", "Lundgren", "Ekström", "Wallin", "Strömberg"]),
        new("pt-BR", "America/Sao_Paulo", "+55 11 3456 7###", "+55 11 91234 5###",
            ["João", "Conceição", "Thiago", "Luíza", "Antônio", "Júlia", "Caio", "Letícia", "Estevão", "Bruna", "Vinícius"],
            ["Silva", "Gonçalves", "Araújo", "Magalhães", "Conceição", "Barbosa", "Ribeiro", "Assunção", "Teixeira", "Moura", "Guimarães", "dos Santos"]),
        new("ja-JP", "Asia/Tokyo", "+81 3 4520 1###", "+81 90 1234 5###",
            ["Yuki", "Haruto", "Sakura", "Ren", "Aoi", "Takumi", "Hina", "Daiki", "Mei", "Kenji", "Naomi"],
            ["Tanaka", "Suzuki", "Satō", "Itō", "Watanabe", "Kobayashi", "Katō", "Yoshida", "Yamada", "Ōno", "Saitō", "Hayashi"]),
    ];

    public static readonly IReadOnlyList<string> Companies =
    [
        "Northwind Traders", "Blauwald Logistik", "Harbour & Sons", "Café Lumière", "Azulejo Design", "Bursztyn Software", "Lale Tekstil", "Fjällkraft", "Rio Verde Foods",
        "Sakura Instruments", "Brightline Dental", "Kestrel Robotics", "Oak Street Legal", "Möbel Grün", "Penrose Analytics", "Sunfield Farms", "Tidewater Hotels",
    ];

    public static readonly IReadOnlyList<string> Titles =
        ["Head of Purchasing", "Office Manager", "IT Administrator", "Managing Director", "Accountant", "Service Desk Lead", "Sales Representative", "Operations Manager", "Founder", "Receptionist", "Facility Manager"];

    public static readonly IReadOnlyList<string> Departments = ["Purchasing", "IT", "Finance", "Operations", "Management", "Sales", "Customer Service"];

    public static readonly IReadOnlyList<string> Sources = ["web_form", "referral", "trade_show", "cold_call", "website", "import", "manual", "social_media"];

    public static readonly IReadOnlyList<string> Tags = ["vip", "renewal", "newsletter", "partner", "fibre", "headsets"];

    public static readonly IReadOnlyList<string> Remarks =
        ["Prefers calls before noon.", "Asks for the invoice by e-mail.", "Met at the trade show; wants a quote for 40 seats.", "Two sites, one contract.", "Call the mobile first.", "Speaks with the service desk about the router exchange."];

    /// <summary>ASCII for an address: marks go, other letters are spelled out, the rest is left out.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            plain.Append(c switch
            {
                'ß' => "ss",
                'ł' => "l",
                'ı' => "i",
                'ø' => "o",
                _ when char.IsAsciiLetterOrDigit(c) => c.ToString(),
                _ => "",
            });
        }

        return plain.ToString();
    }
}
