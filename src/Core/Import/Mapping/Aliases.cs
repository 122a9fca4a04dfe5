using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>
/// Names of columns by what they mean, in several languages and in the words of the systems that people come from. Compared
/// without case, accents, punctuation and spaces. Earlier names of a line are surer: when two columns mean the same,
/// the one whose name stands first wins.
/// </summary>
internal static class Aliases
{
    private static readonly (MappingTarget Target, string Names)[] Table =
    [
        (MappingTarget.Id, "_id"),
        (MappingTarget.FirstName, "first name, firstname, given name, vorname, prénom, nombre, nome, voornaam, first, fname, forename, given names, contact first name, prenom usuel, primer nombre, nombre de pila, imię, förnamn, fornavn, etunimi, имя, 名, jméno, keresztnév, nome próprio, rufname, prénoms, first name (name), name first name, contact name given, name given"),
        (MappingTarget.LastName, "last name, lastname, family name, surname, nachname, nom, apellidos, apellido, nom de famille, cognome, achternaam, last, lname, familienname, zuname, contact last name, sobrenome, nazwisko, efternamn, etternavn, efternavn, sukunimi, фамилия, 姓, příjmení, vezetéknév, last name (name), name last name, contact name family, name family"),
        (MappingTarget.FullName, "_full_name, full name, fullname, contact name, display name, displayname, vollständiger name, nom complet, nombre completo, person name, name, anzeigename, nome completo, volledige naam, contact full name, customer name, kundenname, ansprechpartner, kontakt, kontaktname, nom du contact, nombre del contacto, contact, person, imię i nazwisko, file as, nom affiché, nombre para mostrar, caller id name, navn, namn, 氏名, 姓名, фио"),
        (MappingTarget.Email, "email, e-mail, email address, e-mail address, e-mail-adresse, emailadresse, mail, e-mail 1 - value, email 1 value, email1, e-mail1, primary email, primary e-mail, adresse e-mail, adresse de messagerie, courriel, dirección de correo electrónico, dirección de correo, correo electrónico, correo, work email, email work, email - work, email (work), business email, business e-mail, e-mail geschäftlich, geschäftliche e-mail, contact email, emails primary email, emails primaryemail, adresse email, adresse mail, indirizzo e-mail, indirizzo email, posta elettronica, e-mailadres, e-mail principal, email professionnel, correo electrónico del trabajo, adres e-mail, epost, e-post, e-postadress, sähköposti, электронная почта, メールアドレス, 邮箱, 電子郵件, email id, emailid, person email, lead email, e-mail 1, email 1, mail address, mailadresse, primary e-mail address, emails, primary email emails, contact email address, email - home, personal email, private e-mail"),
        (MappingTarget.Phone, "phone, phone number, telephone, telephone number, telefon, telefonnummer, téléphone, teléfono, phone 1 - value, phone 1 value, phone1, work phone, phone - work, phone work, phone (work), business phone, office phone, telefon geschäftlich, telefon (geschäftlich), téléphone (bureau), téléphone bureau, téléphone professionnel, teléfono del trabajo, teléfono trabajo, work number, business, phonenumber, numéro de téléphone, número de teléfono, telefono, telefoonnummer, telefoon, primary phone, main phone, contact phone, direct phone, phones primary phone number, phones primaryphonenumber, telefon 1, tel, tel., telefon arbeit, rufnummer, festnetz, festnetznummer, téléphone fixe, teléfono fijo, telefone, numer telefonu, puhelin, телефон, 電話番号, 电话, company main phone, business number, telefon dienstlich, businessphone, work, telefon büro, telefon firma, contact phone number, phone number 1, primary phone number phones, landline number, landline, other phone, home phone, home, telefon privat, telefon (privat), téléphone (domicile), téléphone domicile, téléphone personnel, particular, teléfono particular, phone - home, homephone"),
        (MappingTarget.Mobile, "mobile, mobile phone, mobile number, mobile phone number, cell phone, cell, cellphone, cell phone number, mobiltelefon, handy, handynummer, mobil, mobilnummer, mobiltelefonnummer, téléphone mobile, tél. mobile, portable, téléphone portable, gsm, mobile no, móvil, teléfono móvil, celular, teléfono celular, cellulare, mobiele telefoon, phone - mobile, phone (mobile), phone mobile, sms, whatsapp, whatsapp number, natel, telefon mobil, mobile no., komórka, мобильный телефон, 携帯電話, 手机, mobilephone, numéro de mobile, mobiel"),
        (MappingTarget.Title, "job title, jobtitle, position, jobtitel, berufsbezeichnung, position title, intitulé du poste, fonction, poste, puesto, cargo, organization 1 - title, organization title, funktion, stellenbezeichnung, stelle, job, job position, titre du poste, titre professionnel, profession, puesto de trabajo, mansione, qualifica, functie, cargo del contacto, stanowisko, titel (position), beruf, profesión, fonction du contact, 役職, 职位, должность, organization 1 title"),
        (MappingTarget.Department, "department, abteilung, service, departamento, département, organization 1 - department, organization department, organization 1 department, dept, dept., reparto, afdeling, division, bereich, 部署, 部门, отдел, avdelning, osasto"),
        (MappingTarget.Account, "_account, company, company name, account name, organization, organization name, organisation, firma, firmenname, unternehmen, société, entreprise, empresa, compañía, organization 1 - name, account, business name, name der organisation, associated company, nom de l'entreprise, nom de la société, raison sociale, azienda, società, bedrijf, bedrijfsnaam, primary company, person organization, lead company, organización, nombre de la empresa, organization 1 name, organisationsname, sales account, kunde (firma), firma/organisation, firmy, företag, virksomhed, yritys, компания, 会社名, 公司, company/account, associated company name, accounts name, contact organization, account / organization, sales account name, sales accounts, accounts, arbeitgeber, customer account name"),
        (MappingTarget.Status, "status, contact status, kontaktstatus, statut, estado, lead status, stato, estado del contacto, statut du contact"),
        (MappingTarget.Source, "source, lead source, contact source, quelle, herkunft, original source, leadquelle, lead-quelle, origine, origen, fuente, origine du prospect, origine de la piste, source de prospect, origen del prospecto, origen de posible cliente, kontaktquelle, record source, fonte"),
        (MappingTarget.PreferredChannel, "preferred channel, preferred contact method, preferred contact channel, preferred method of contact, bevorzugter kanal, bevorzugter kontaktweg, canal préféré, canal preferido"),
        (MappingTarget.Language, "language, preferred language, sprache, langue, idioma, lingua, taal, locale, korrespondenzsprache, bevorzugte sprache, langue préférée, idioma preferido, lang"),
        (MappingTarget.TimeZone, "timezone, time zone, zeitzone, fuseau horaire, zona horaria, fuso orario, tijdzone, contact time zone, contact timezone"),
        (MappingTarget.Notes, "notes, note, notizen, notiz, bemerkungen, bemerkung, anmerkungen, remarques, remarque, commentaires, commentaire, notas, observaciones, comentarios, comments, comment, description, beschreibung, kommentar, kommentare, opmerkingen, notatki, contact notes, remarks, memo, anmerkung, descripción, descrizione, 備考, 备注, примечания, remark, contact note, additional notes, notas adicionales"),
        (MappingTarget.AssignedTo, "assigned to, assigned user, assigned user name, owner, contact owner, assigned agent, account manager, zuständig, zugewiesen an, zuständiger, betreuer, verantwortlich, propriétaire, propriétaire du contact, responsable, propietario, propietario del contacto, asignado a, assigné à, contact owner name, sales owner, owner name, kontaktinhaber, sales rep, owner email, owner e-mail, assigned user username, kundenbetreuer, agent"),
        (MappingTarget.AssignedQueue, "assigned queue, queue, warteschlange, zugewiesene warteschlange, file d'attente, cola"),
        (MappingTarget.Visibility, "visibility, visible to, sichtbarkeit, visibilité, visibilidad"),
        (MappingTarget.ExternalCrmId, "external crm id, external id, externalid, record id, contact id, contactid, id, identifier, kontakt-id, person id, hubspot id, salesforce id, crm id, customer id, record id - contact, kundennummer, kunden-nr, kundennr, debitorennummer, numéro client, customer number, externe id, número de cliente, hs_object_id, source id, leadid, euid, client id, contact uuid, subscriber id, external_id, pipedrive id, zoho id, ext id, extid"),
        (MappingTarget.ExternalCrmProvider, "external crm provider, external crm, crm provider, crm, source crm, crm system, crm name"),
        (MappingTarget.Tag, "_tag, _tags, tags, tag, labels, label, schlagwörter, schlagworte, étiquettes, etiquetas, kategorien, categories, category, catégories, categorías, group membership, kategorie, segments, person labels, keywords, stichwörter, mots-clés, tagi, libellés, person label, contact category, contact tags"),
        (MappingTarget.List, "_list, list, lists, liste, listen, contact list, lista, listas, listes, mailing list, kontaktliste, verteiler"),
    ];

    /// <summary>
    /// Columns that look like something and are not. They get no target at all, not even by their values.
    /// </summary>
    private static readonly string[] Never =
    [
        "e-mail type", "email type", "e-mail display name", "email display name", "phone type", "title type", "anrede", "salutation", "prefix", "name prefix", "name suffix", "suffix",
        "tratamiento", "civilité", "salutation name", "middle name", "additional name", "nickname", "phonetic given name", "phonetic first name", "phonetic last name", "phonetic middle name",
        "maiden name", "spouse", "manager's name", "manager name", "assistant's name", "assistant name", "assistant's phone", "asst. phone", "asst phone", "assistant", "assistant phone",
        "fax", "business fax", "home fax", "other fax", "fax number", "pager", "telex", "car phone", "isdn", "callback", "tty/tdd phone", "radio phone", "extension", "ext", "durchwahl",
        "website", "web page", "url", "gender", "birthday", "birthdate", "date of birth", "anniversary", "hobby", "initials", "initialen",
        "twitter handle", "linkedin", "linkedin url", "facebook", "skype id", "company id", "account id", "owner id", "created by id", "lastmodifiedbyid", "company website", "company email", "company phone",
        "sensitivity", "priority", "private", "location", "mileage", "billing information", "directory server", "profession code", "email domain", "email opt out", "do not call", "bounced email",
    ];

    private static readonly Dictionary<string, (MappingTarget Target, int Rank)> ByName = Build();
    private static readonly HashSet<string> Refused = [.. Never.Select(Plain)];

    /// <summary>The target that a header names, with how sure the name is (0 is surest); null when none.</summary>
    public static (MappingTarget Target, int Rank)? Find(string plain) => ByName.TryGetValue(plain, out var found) ? found : null;

    public static bool IsRefused(string plain) => Refused.Contains(plain);

    /// <summary>A header as names are compared: folded, letters and digits only.</summary>
    /// <remarks>Keys of our own that start with an underscore stay what they are: <c>_id</c> is not <c>id</c>.</remarks>
    public static string Plain(string header) =>
        header.AsSpan().TrimStart().StartsWith('_') ? header.Trim().ToLowerInvariant() : string.Concat(TextFold.Words(header));

    private static Dictionary<string, (MappingTarget, int)> Build()
    {
        var map = new Dictionary<string, (MappingTarget, int)>(StringComparer.Ordinal);
        foreach (var (target, names) in Table)
        {
            map.TryAdd(Plain(target.Key), (target, 0));
            var rank = 0;
            foreach (var name in names.Split(", ")) map.TryAdd(Plain(name), (target, rank++));
        }
        return map;
    }
}
