using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Reading;

public class DetectionTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", ",")]
    [InlineData("a;b\n1;2\n", ";")]
    [InlineData("a\tb\n1\t2\n", "\t")]
    [InlineData("a|b\n1|2\n", "|")]
    [InlineData("Name;Umsatz\nA;1,50\nB;2,75\nC;3,00\n", ";")]
    [InlineData("name,note\nA,x|y\nB,p|q|r\n", ",")]
    [InlineData("name;note\n\"A\";\"one, two\"\n\"B\";\"three, four\"\n", ";")]
    [InlineData("name\tnote\nA, Inc.\tx\nB, Ltd.\ty\n", "\t")]
    [InlineData("sep=;\r\na;b\r\n1;2\r\n", ";")]
    [InlineData("sep=|\na,b|c\n1,2|3\n", "|")]
    [InlineData("first,last,email\n", ",")]
    public void The_delimiter_is_found(string file, string expected) => Assert.Equal(expected, Csv.Detect(Csv.Utf8(file)).Delimiter);

    [Theory]
    [InlineData("email\na@example.com\nb@example.com\n", "a@example.com", "b@example.com")]
    [InlineData("note\nhello, world\nfoo\nbar\n", "hello, world", "foo", "bar")]
    [InlineData("address\nMain St 1, Berlin\nElm St 2, Paris\nOak St 3, Rome\n", "Main St 1, Berlin", "Elm St 2, Paris", "Oak St 3, Rome")]
    public void A_file_of_one_column_stays_one(string file, params string[] expected) => Assert.Equal(expected, Csv.Read(file));

    [Theory]
    [InlineData("comma", ",")]
    [InlineData("SEMICOLON", ";")]
    [InlineData("tab", "\t")]
    [InlineData("pipe", "|")]
    [InlineData("^", "^")]
    public void A_delimiter_may_be_named(string option, string expected) =>
        Assert.Equal(expected, Csv.Detect(Csv.Utf8("a,b;c\n1,2;3\n"), new(Delimiter: option)).Delimiter);

    [Theory]
    [InlineData("\"")]
    [InlineData("ab")]
    [InlineData("x")]
    [InlineData("\n")]
    [InlineData("é")]
    public void What_cannot_separate_is_refused(string option) =>
        Assert.Equal("delimiter_invalid", Assert.Throws<CsvRefused>(() => Csv.Detect(Csv.Utf8("a,b\n"), new(Delimiter: option))).Code);

    [Theory]
    [InlineData("utf-8", "Vorname,Ort\nJürgen,Köln\n", "utf-8")]
    [InlineData("windows-1252", "Vorname,Nachname,Ort\nJürgen,Groß,Köln\nJörg,Müller,Düsseldorf\nBjörn,Schäfer,München\nÄnne,Übel,Österreich\n", "windows-1252")]
    [InlineData("windows-1252", "Prénom,Nom\nHélène,Lefèvre\nFrançois,Gérard\nZoé,Bérénice\n", "windows-1252")]
    [InlineData("windows-1252", "a,b\nJürgen,1\n", "windows-1252")]
    [InlineData("windows-1251", "Имя,Фамилия,Город\nИван,Петров,Москва\nМария,Сидорова,Санкт-Петербург\nАлексей,Кузнецов,Новосибирск\n", "windows-1251")]
    [InlineData("shift_jis", "名前,会社\n山田太郎,株式会社テスト\n鈴木花子,東京電力\n佐藤次郎,日本電気\n", "shift_jis")]
    [InlineData("gb18030", "姓名,公司,城市\n王伟,北京科技有限公司,北京\n李娜,上海贸易有限公司,上海\n张敏,广州软件公司,广州\n", "gb18030")]
    [InlineData("utf-16le", "Vorname,Ort\nJürgen,Köln\n", "utf-16")]
    [InlineData("utf-16be", "Vorname,Ort\nJürgen,Köln\n", "utf-16be")]
    public void The_encoding_is_found(string encoding, string text, string expected)
    {
        var file = Csv.In(encoding, text);
        Assert.Equal(expected, Csv.Detect(file).Encoding);
        Assert.Equal(text.Split('\n')[1].Replace(',', '|'), Csv.Read(file)[0]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("utf-32le")]
    public void A_byte_order_mark_decides(string encoding)
    {
        var file = Csv.In(encoding, "\uFEFFVorname,Ort\nЈürgen𐀀,Köln\n");
        Assert.Equal(["Vorname", "Ort"], Csv.Detect(file).Headers);
        Assert.Equal(["Јürgen𐀀|Köln"], Csv.Read(file));
        Assert.Equal(file.Length, Csv.Rows(file)[0].ByteEnd);
    }

    [Fact]
    public void The_agent_may_name_the_encoding()
    {
        var file = Csv.In("iso-8859-15", "a,b\n5 €,ü\n");
        Assert.Equal(["5 €|ü"], Csv.Read(file, new(Encoding: "ISO-8859-15")));
        Assert.Equal("encoding_unknown", Assert.Throws<CsvRefused>(() => Csv.Detect(file, new(Encoding: "klingon"))).Code);
        Assert.Equal("encoding_unknown", Assert.Throws<CsvRefused>(() => Csv.Detect(file, new(Encoding: "utf-7"))).Code);
    }

    [Fact]
    public void Letters_across_blocks_are_no_damage()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var file = Csv.Utf8("a,b\n" + new string('x', shift) + string.Concat(Enumerable.Repeat("𐀀ü€", 50_000)) + ",1\n");
            Assert.Equal("utf-8", Csv.Detect(file).Encoding);
            Assert.Equal("windows-1252", Csv.Detect([.. Csv.Utf8(new string('x', 300_000) + ",b\nJ"), 0xFC, .. "rgen,1\n"u8]).Encoding);
        }
    }

    [Fact]
    public void Damage_in_a_UTF8_file_is_no_other_encoding()
    {
        byte[] file = [.. Csv.Utf8("a,b\n" + string.Concat(Enumerable.Repeat("Jürgen,Köln\n", 50)) + "x"), 0xFC, .. "y,z\n"u8];
        Assert.Equal("utf-8", Csv.Detect(file).Encoding);
        Assert.Equal("!undecodable@52", Csv.Read(file)[^1]);
    }

    [Fact]
    public void A_header_keeps_its_order_and_loses_its_spaces() =>
        Assert.Equal(["E-mail", "E-mail", "Column 3", "Last name", "__proto__"], Csv.Detect(Csv.Utf8(" E-mail ,E-mail,,\"Last\nname\",__proto__\n1,2,3,4,5\n")).Headers);

    [Fact]
    public void Notes_above_the_header_are_passed_over()
    {
        var file = Csv.Utf8("Notes:\n\"When exporting your data, you may notice\nthat some e-mail addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address\nAnn,Fox,https://example.com/in/ann,ann@example.com\n");
        var format = Csv.Detect(file);
        Assert.Equal(["First Name", "Last Name", "URL", "Email Address"], format.Headers);
        var row = Assert.Single(Csv.Rows(file));
        Assert.Equal((1L, 6L, "Ann"), (row.RowNumber, row.LineNumber, row.Cells[0]));
    }

    [Fact]
    public void Without_a_header_columns_are_numbered()
    {
        var file = Csv.Utf8("Ann,Fox\nBob,Lee\n");
        Assert.Equal(["Column 1", "Column 2"], Csv.Detect(file, new(HasHeader: false)).Headers);
        Assert.Equal(["Ann|Fox", "Bob|Lee"], Csv.Read(file, new(HasHeader: false)));
    }

    [Fact]
    public void A_header_alone_has_no_rows()
    {
        Assert.False(Csv.Detect(Csv.Utf8("a,b\n")).HasRows);
        Assert.True(Csv.Detect(Csv.Utf8("a,b\n1,2")).HasRows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n \n\n")]
    [InlineData(",,,\n1,2,3\n")]
    public void Nothing_is_refused(string file) => Assert.Equal("empty_file", Assert.Throws<CsvRefused>(() => Csv.Detect(Csv.Utf8(file))).Code);

    [Theory]
    [InlineData("504B03041400060008000000210078", "ZIP")]
    [InlineData("D0CF11E0A1B11AE100", "Excel")]
    [InlineData("255044462D312E370A", "PDF")]
    [InlineData("89504E470D0A1A0A00", "picture")]
    [InlineData("1F8B0800000000000003", "gzip")]
    public void Other_files_are_named_and_refused(string hex, string kind)
    {
        var refused = Assert.Throws<CsvRefused>(() => Csv.Detect(Convert.FromHexString(hex)));
        Assert.Equal("not_csv", refused.Code);
        Assert.Contains(kind, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var noise = new byte[20_000];
        new Random(7).NextBytes(noise);
        Assert.Equal("not_csv", Assert.Throws<CsvRefused>(() => Csv.Detect(noise)).Code);
        Assert.Equal("not_csv", Assert.Throws<CsvRefused>(() => Csv.Detect(new byte[5_000])).Code);
    }
}
