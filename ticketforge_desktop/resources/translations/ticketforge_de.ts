<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>ActDetails</name>
    <message>
        <source>Open {order}</source>
        <translation>{order} öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>Was versucht wurde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>In the store&apos;s own words</source>
        <translation>Antwort des Shops im Wortlaut</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Nothing else waits for this; go on to the next</source>
        <translation>Nichts anderes wartet darauf; weiter zum nächsten</translation>
    </message>
    <message>
        <source>“{other}” needs attention first: what concerns the same thing is sent in its order.</source>
        <translation>Zuerst muss „{other}“ geklärt werden: Was dieselbe Sache betrifft, geht der Reihe nach.</translation>
    </message>
    <message>
        <source>Waits behind another act</source>
        <translation>Wartet hinter einem anderen Vorgang</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Go to the act it waits for</source>
        <translation>Zum Vorgang, auf den er wartet</translation>
    </message>
    <message>
        <source>It is sent by itself, as soon as the store answers. Nothing is lost meanwhile.</source>
        <translation>Er wird von selbst gesendet, sobald der Shop antwortet. Bis dahin geht nichts verloren.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Change and send</source>
        <translation>Ändern und senden</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Erledigen</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Every decision is kept in the log.</source>
        <translation>Jede Entscheidung steht im Protokoll.</translation>
    </message>
    <message>
        <source>A right is missing: ask a person who has it.</source>
        <translation>Es fehlt ein Recht: Bitte eine Person fragen, die es hat.</translation>
    </message>
</context>
<context>
    <name>ActFacts</name>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagworte</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Done here</source>
        <translation>Hier ausgeführt</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>In the store since</source>
        <translation>Im Shop seit</translation>
    </message>
    <message>
        <source>How it was settled</source>
        <translation>Wie es erledigt wurde</translation>
    </message>
</context>
<context>
    <name>ActFields</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>Versanddienst</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>Sendungsnummer</translation>
    </message>
    <message>
        <source>Tracking link</source>
        <translation>Link zur Sendung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Address, second line</source>
        <translation>Adresszusatz</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Change in stock</source>
        <translation>Änderung des Bestands</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Postage</source>
        <translation>Versandkosten</translation>
    </message>
    <message>
        <source>Tell the buyer</source>
        <translation>Käufer benachrichtigen</translation>
    </message>
    <message>
        <source>Put the places back on sale</source>
        <translation>Plätze wieder in den Verkauf geben</translation>
    </message>
    <message>
        <source>The store mails its receipt</source>
        <translation>Der Shop schickt seine Quittung</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Noch zu bezahlen</translation>
    </message>
    <message>
        <source>Wants advertising</source>
        <translation>Möchte Werbung</translation>
    </message>
    <message>
        <source>Confirmed by a link in a mail</source>
        <translation>Durch einen Link in einer E-Mail bestätigt</translation>
    </message>
    <message>
        <source>Pay back all that was paid</source>
        <translation>Alles Bezahlte erstatten</translation>
    </message>
    <message>
        <source>May be sold above the stock</source>
        <translation>Darf über den Bestand verkauft werden</translation>
    </message>
    <message>
        <source>Goes by post</source>
        <translation>Geht mit der Post</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tags to add, separated by commas</source>
        <translation>Neue Schlagworte, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Tags to take off, separated by commas</source>
        <translation>Zu entfernende Schlagworte, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>Schlagworte, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Places come from</source>
        <translation>Plätze kommen aus</translation>
    </message>
    <message>
        <source>What becomes of the places</source>
        <translation>Was aus den Plätzen wird</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>{what}, line {n}</source>
        <translation>{what}, Zeile {n}</translation>
    </message>
    <message>
        <source>free places</source>
        <translation>freien Plätzen</translation>
    </message>
    <message>
        <source>above the stock</source>
        <translation>dem Überverkauf</translation>
    </message>
    <message>
        <source>on sale again, came back</source>
        <translation>frei, kam zurück</translation>
    </message>
    <message>
        <source>on sale again, never handed out</source>
        <translation>frei, nie ausgegeben</translation>
    </message>
    <message>
        <source>the till&apos;s own places</source>
        <translation>den eigenen Plätzen der Kasse</translation>
    </message>
    <message>
        <source>they stay taken</source>
        <translation>sie bleiben vergeben</translation>
    </message>
    <message>
        <source>the buyer changed their mind</source>
        <translation>auf Wunsch des Käufers</translation>
    </message>
    <message>
        <source>the payment was declined</source>
        <translation>die Zahlung wurde abgelehnt</translation>
    </message>
    <message>
        <source>fraud</source>
        <translation>Betrug</translation>
    </message>
    <message>
        <source>no places</source>
        <translation>keine Plätze</translation>
    </message>
    <message>
        <source>our mistake</source>
        <translation>unser Fehler</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>etwas anderes</translation>
    </message>
    <message>
        <source>on sale</source>
        <translation>im Verkauf</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>Type an amount such as 42.00.</source>
        <translation>Bitte einen Betrag wie 42,00 eingeben.</translation>
    </message>
    <message>
        <source>Only whole numbers fit here.</source>
        <translation>Hier passen nur ganze Zahlen.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>Fulfilment</source>
        <translation>Versand</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Find anything …</source>
        <translation>Alles suchen …</translation>
    </message>
    <message>
        <source>Take back …</source>
        <translation>Zurücknehmen …</translation>
    </message>
    <message>
        <source>Decide about the act</source>
        <translation>Über den Vorgang entscheiden</translation>
    </message>
    <message>
        <source>Read a table …</source>
        <translation>Tabelle einlesen …</translation>
    </message>
    <message>
        <source>Cash in or out …</source>
        <translation>Einlage, Entnahme …</translation>
    </message>
    <message>
        <source>Count and close the shift …</source>
        <translation>Zählen und Schicht schließen …</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Gutschein</translation>
    </message>
    <message>
        <source>Discard the sale</source>
        <translation>Verkauf verwerfen</translation>
    </message>
    <message>
        <source>Bring the discarded sale back</source>
        <translation>Verworfenen Verkauf zurückholen</translation>
    </message>
    <message>
        <source>Another category</source>
        <translation>Weitere Kategorie</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Edit layouts …</source>
        <translation>Layouts bearbeiten …</translation>
    </message>
    <message>
        <source>Seat maps</source>
        <translation>Saalpläne</translation>
    </message>
    <message>
        <source>Scanners</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Connect a store …</source>
        <translation>Shop verbinden …</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stock alerts as a list</source>
        <translation>Knappe Bestände als Liste</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Test print</source>
        <translation>Probedruck</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Duplicate items</source>
        <translation>Elemente verdoppeln</translation>
    </message>
    <message>
        <source>Remove items</source>
        <translation>Elemente entfernen</translation>
    </message>
    <message>
        <source>Draw an item later</source>
        <translation>Element nach vorn</translation>
    </message>
    <message>
        <source>Draw an item earlier</source>
        <translation>Element nach hinten</translation>
    </message>
    <message>
        <source>Counters by category and gate</source>
        <translation>Zähler nach Kategorie und Tor</translation>
    </message>
    <message>
        <source>Let in by hand</source>
        <translation>Von Hand einlassen</translation>
    </message>
    <message>
        <source>Block or unblock this ticket</source>
        <translation>Dieses Ticket sperren oder freigeben</translation>
    </message>
    <message>
        <source>Rules of the door</source>
        <translation>Regeln am Einlass</translation>
    </message>
    <message>
        <source>Everybody has left</source>
        <translation>Alle sind gegangen</translation>
    </message>
    <message>
        <source>Picture of the camera</source>
        <translation>Bild der Kamera</translation>
    </message>
    <message>
        <source>Kiosk: leave the door by PIN only</source>
        <translation>Kiosk: Einlass nur mit PIN verlassen</translation>
    </message>
    <message>
        <source>Undo this admission</source>
        <translation>Einlass zurücknehmen</translation>
    </message>
    <message>
        <source>Switch between entry and exit</source>
        <translation>Zwischen Eingang und Ausgang wechseln</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>Sound on or off</source>
        <translation>Ton an oder aus</translation>
    </message>
    <message>
        <source>Leave the door</source>
        <translation>Einlass verlassen</translation>
    </message>
    <message>
        <source>Find a guest</source>
        <translation>Gast suchen</translation>
    </message>
    <message>
        <source>Open the door for this event</source>
        <translation>Einlass öffnen</translation>
    </message>
    <message>
        <source>Orders of this event</source>
        <translation>Bestellungen dazu</translation>
    </message>
    <message>
        <source>Filter events</source>
        <translation>Events filtern</translation>
    </message>
    <message>
        <source>Open the door</source>
        <translation>Einlass öffnen</translation>
    </message>
    <message>
        <source>Settle what is shown</source>
        <translation>Gezeigtes erledigen</translation>
    </message>
    <message>
        <source>Block …</source>
        <translation>Sperren …</translation>
    </message>
    <message>
        <source>Let pass again</source>
        <translation>Wieder einlassen</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Bestellungen durchsuchen</translation>
    </message>
    <message>
        <source>Print tickets …</source>
        <translation>Tickets drucken …</translation>
    </message>
    <message>
        <source>Fetch everything anew …</source>
        <translation>Alles neu holen …</translation>
    </message>
    <message>
        <source>Look for differences now</source>
        <translation>Jetzt nach Abweichungen suchen</translation>
    </message>
    <message>
        <source>Look for deleted things now</source>
        <translation>Jetzt nach Gelöschtem suchen</translation>
    </message>
    <message>
        <source>Pause or resume syncing</source>
        <translation>Abgleich anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Send what waits</source>
        <translation>Wartendes senden</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Bill becomes an order</source>
        <translation>Rechnung wird zur Bestellung</translation>
    </message>
    <message>
        <source>Cancellation</source>
        <translation>Stornierung</translation>
    </message>
    <message>
        <source>Change of an order</source>
        <translation>Änderung einer Bestellung</translation>
    </message>
    <message>
        <source>Tickets posted</source>
        <translation>Versandmeldung</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>Sendungsnummer</translation>
    </message>
    <message>
        <source>Stock corrected</source>
        <translation>Bestand berichtigt</translation>
    </message>
    <message>
        <source>Places moved between web shop and till</source>
        <translation>Plätze zwischen Webshop und Kasse verschoben</translation>
    </message>
    <message>
        <source>Places leased for the till</source>
        <translation>Plätze für die Kasse reserviert</translation>
    </message>
    <message>
        <source>Event saved</source>
        <translation>Veranstaltung gespeichert</translation>
    </message>
    <message>
        <source>Event published</source>
        <translation>Veranstaltung veröffentlicht</translation>
    </message>
    <message>
        <source>Station data kept in the store</source>
        <translation>Daten der Station im Shop abgelegt</translation>
    </message>
    <message>
        <source>Ticket data kept</source>
        <translation>Ticketdaten abgelegt</translation>
    </message>
    <message>
        <source>Ticket printed again</source>
        <translation>Ticket neu gedruckt</translation>
    </message>
    <message>
        <source>Seats noted in the store</source>
        <translation>Plätze im Shop vermerkt</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagworte</translation>
    </message>
    <message>
        <source>Consent to advertising</source>
        <translation>Einwilligung in Werbung</translation>
    </message>
    <message>
        <source>Erasure of a person&apos;s data</source>
        <translation>Löschung der Daten einer Person</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Erstattung</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>{act}, order {order}</source>
        <translation>{act}, Bestellung {order}</translation>
    </message>
    <message>
        <source>Settled by hand</source>
        <translation>Von Hand erledigt</translation>
    </message>
    <message>
        <source>In the store</source>
        <translation>Im Shop</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Again at {time}, attempt {n}</source>
        <translation>Wieder um {time}, Versuch {n}</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis er dran ist</translation>
    </message>
    <message>
        <source>Not enough places left in the store</source>
        <translation>Nicht genug Plätze im Shop</translation>
    </message>
    <message>
        <source>No longer in the store</source>
        <translation>Nicht mehr im Shop</translation>
    </message>
    <message>
        <source>Changed in the store meanwhile</source>
        <translation>Im Shop inzwischen geändert</translation>
    </message>
    <message>
        <source>Already done in the store</source>
        <translation>Im Shop schon erledigt</translation>
    </message>
    <message>
        <source>More than the store allows</source>
        <translation>Mehr, als der Shop erlaubt</translation>
    </message>
    <message>
        <source>The store can&apos;t use what was sent</source>
        <translation>Der Shop kann mit dem Gesendeten nichts anfangen</translation>
    </message>
    <message>
        <source>Something in it can&apos;t be sent</source>
        <translation>Etwas daran lässt sich nicht senden</translation>
    </message>
    <message>
        <source>Its time lies ahead of the store&apos;s clock</source>
        <translation>Die Uhrzeit liegt vor der Uhr des Shops</translation>
    </message>
    <message>
        <source>Refused by the store</source>
        <translation>Vom Shop abgelehnt</translation>
    </message>
    <message>
        <source>A fault of this program</source>
        <translation>Ein Fehler dieses Programms</translation>
    </message>
    <message>
        <source>Answer lost, may have arrived</source>
        <translation>Antwort verloren, evtl. schon angekommen</translation>
    </message>
    <message>
        <source>The store may have done this without our hearing of it. Look in the store&apos;s admin first: if it is there, settle it; if not, send it again.</source>
        <translation>Der Shop hat dies vielleicht ausgeführt, ohne dass wir davon hörten. Bitte zuerst in der Verwaltung des Shops nachsehen: Ist es dort, hier erledigen; sonst erneut senden.</translation>
    </message>
    <message>
        <source>Others were quicker. Free places in the store, sell above the stock, or make it good by hand.</source>
        <translation>Andere waren schneller. Plätze im Shop freigeben, über den Bestand verkaufen oder von Hand ausgleichen.</translation>
    </message>
    <message>
        <source>The order, line or product was removed in the store. Nothing was done there.</source>
        <translation>Bestellung, Zeile oder Produkt wurde im Shop entfernt. Dort ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Look at the newer state in the store, then decide. Nothing was done there.</source>
        <translation>Bitte den neueren Stand im Shop ansehen und dann entscheiden. Dort ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Somebody did it in the store. If that is right, settle it.</source>
        <translation>Jemand hat es im Shop ausgeführt. Wenn das stimmt, hier erledigen.</translation>
    </message>
    <message>
        <source>Correct the amount or the number, or settle the rest by hand.</source>
        <translation>Betrag oder Anzahl berichtigen oder den Rest von Hand erledigen.</translation>
    </message>
    <message>
        <source>Set the clock of this computer, then send it again.</source>
        <translation>Die Uhr dieses Computers stellen, dann erneut senden.</translation>
    </message>
    <message>
        <source>Nothing was done in the store. Everything else goes on; this waits until somebody decides.</source>
        <translation>Im Shop ist nichts geschehen. Alles andere läuft weiter; dies wartet, bis jemand entscheidet.</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ausgeführt</translation>
    </message>
    <message>
        <source>Answer lost</source>
        <translation>Antwort verloren</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Store busy</source>
        <translation>Shop ausgelastet</translation>
    </message>
    <message>
        <source>Found in the store</source>
        <translation>Im Shop gefunden</translation>
    </message>
    <message>
        <source>Not found in the store</source>
        <translation>Im Shop nicht gefunden</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Zur Seite gelegt</translation>
    </message>
    <message>
        <source>A person decided</source>
        <translation>Jemand hat entschieden</translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>Choose a picture</source>
        <translation>Bild auswählen</translation>
    </message>
</context>
<context>
    <name>AlertList</name>
    <message>
        <source>{n} more …</source>
        <translation>{n} weitere …</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>only {n} left</source>
        <translation>nur noch {n}</translation>
    </message>
    <message>
        <source>{free} of {whole}</source>
        <translation>{free} von {whole}</translation>
    </message>
    <message>
        <source>Stock alerts</source>
        <translation>Knappe Bestände</translation>
    </message>
</context>
<context>
    <name>AreaForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>As the event names it: its id or its name.</source>
        <translation>Wie die Veranstaltung sie nennt: Kennung oder Name.</translation>
    </message>
    <message>
        <source>Name it first.</source>
        <translation>Zuerst benennen.</translation>
    </message>
    <message>
        <source>How many people may stand there?</source>
        <translation>Wie viele Personen dürfen dort stehen?</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Another reason …</source>
        <translation>Anderer Grund …</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Anderer Grund</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Leave it as it is (Esc)</source>
        <translation>So lassen (Esc)</translation>
    </message>
</context>
<context>
    <name>BlockDialog</name>
    <message>
        <source>Block</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Why, in a few words</source>
        <translation>Warum, in wenigen Worten</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Lost or stolen</source>
        <translation>Verloren oder gestohlen</translation>
    </message>
    <message>
        <source>Payment disputed</source>
        <translation>Zahlung angefochten</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Whoever shows it is refused, at this station&apos;s doors at once, at the others as soon as they hear of it, and the steward reads the reason. The order and its money stay as they are; it can be taken back here.</source>
        <translation>Wer es vorzeigt, wird abgewiesen: an den Toren dieser Station sofort, an den anderen, sobald sie davon erfahren. Das Einlasspersonal liest den Grund. Bestellung und Geld bleiben, wie sie sind; die Sperre lässt sich hier aufheben.</translation>
    </message>
</context>
<context>
    <name>Blocking</name>
    <message numerus="yes">
        <source>Block %n ticket(s) of order {order}</source>
        <translation>
            <numerusform>%n Ticket der Bestellung {order} sperren</numerusform>
            <numerusform>%n Tickets der Bestellung {order} sperren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) pass again.</source>
        <translation>
            <numerusform>%n Ticket gilt wieder.</numerusform>
            <numerusform>%n Tickets gelten wieder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) blocked.</source>
        <translation>
            <numerusform>%n Ticket gesperrt.</numerusform>
            <numerusform>%n Tickets gesperrt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BudgetCard</name>
    <message>
        <source>Requests, last hour</source>
        <translation>Anfragen, letzte Stunde</translation>
    </message>
    <message>
        <source>Points, last hour</source>
        <translation>Punkte, letzte Stunde</translation>
    </message>
    <message>
        <source>{free} of {whole} points</source>
        <translation>{free} von {whole} Punkten</translation>
    </message>
    <message>
        <source>Free now</source>
        <translation>Jetzt frei</translation>
    </message>
    <message>
        <source>Share of what is given</source>
        <translation>Anteil am Gewährten</translation>
    </message>
    <message>
        <source>The store&apos;s budget</source>
        <translation>Kontingent des Shops</translation>
    </message>
</context>
<context>
    <name>BuyerDialog</name>
    <message>
        <source>Buyer</source>
        <translation>Käufer</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Walk-in buyer</source>
        <translation>Laufkundschaft</translation>
    </message>
    <message>
        <source>Who buys?</source>
        <translation>Wer kauft?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Only where the buyer wants mail.</source>
        <translation>Nur, wenn der Käufer Mail möchte.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
</context>
<context>
    <name>CameraCard</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Close the camera</source>
        <translation>Kamera schließen</translation>
    </message>
    <message>
        <source>Scan with the camera</source>
        <translation>Mit der Kamera scannen</translation>
    </message>
    <message>
        <source>Hold the code into the picture, a hand&apos;s width away.</source>
        <translation>Halten Sie den Code ins Bild, eine Handbreit entfernt.</translation>
    </message>
    <message>
        <source>Which camera</source>
        <translation>Welche Kamera</translation>
    </message>
    <message>
        <source>Picture of the camera</source>
        <translation>Bild der Kamera</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Trying …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Cut short: {item}</source>
        <translation>Abgeschnitten: {item}</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket</numerusform>
            <numerusform>%n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>All text fits, tried with {tickets}</source>
        <translation>Aller Text passt, geprüft mit {tickets}</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s): it can&apos;t be printed like this.</source>
        <translation>
            <numerusform>%n Fehler: So kann es nicht gedruckt werden.</numerusform>
            <numerusform>%n Fehler: So kann es nicht gedruckt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can be printed. There is no code on it.</source>
        <translation>Es kann gedruckt werden. Ein Code steht nicht darauf.</translation>
    </message>
    <message>
        <source>It can be printed, and every code scans.</source>
        <translation>Es kann gedruckt werden, und jeder Code ist lesbar.</translation>
    </message>
    <message>
        <source>{kind} scans at {dpi} dpi: {dots} dots a module, {module} mm</source>
        <translation>{kind} ist bei {dpi} dpi lesbar: {dots} Punkte je Modul, {module} mm</translation>
    </message>
    <message>
        <source>{kind} can&apos;t be read at {dpi} dpi: {reason}</source>
        <translation>{kind} ist bei {dpi} dpi nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Printer it is looked at for</source>
        <translation>Drucker, für den geprüft wird</translation>
    </message>
    <message>
        <source>Shown with</source>
        <translation>Gezeigt mit</translation>
    </message>
    <message>
        <source>Ticket it is shown with. Its code admits nobody.</source>
        <translation>Ticket, mit dem es gezeigt wird. Sein Code lässt niemanden ein.</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>Was geprüft wurde</translation>
    </message>
    <message>
        <source>What is shown below</source>
        <translation>Was darunter steht</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Language on the ticket</source>
        <translation>Sprache auf dem Ticket</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>ChecksCard</name>
    <message>
        <source>Differences, daily</source>
        <translation>Abweichungen, täglich</translation>
    </message>
    <message>
        <source>Deleted things, nightly</source>
        <translation>Gelöschtes, nächtlich</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nie</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Only after you looked in the store and it is not there: else it could be there twice.</source>
        <translation>Nur nach einem Blick in den Shop, und wenn es dort fehlt: Sonst könnte es doppelt sein.</translation>
    </message>
    <message>
        <source>The store gets the same again. Right when the cause is gone.</source>
        <translation>Der Shop bekommt dasselbe noch einmal. Richtig, wenn die Ursache behoben ist.</translation>
    </message>
    <message>
        <source>Send it again as it is</source>
        <translation>Unverändert erneut senden</translation>
    </message>
    <message>
        <source>Change it and send it</source>
        <translation>Ändern und senden</translation>
    </message>
    <message>
        <source>The store gets the changed content. What was noted before stays in the log.</source>
        <translation>Der Shop bekommt den geänderten Inhalt. Was vorher dastand, bleibt im Protokoll.</translation>
    </message>
    <message>
        <source>Settle it by hand</source>
        <translation>Von Hand erledigen</translation>
    </message>
    <message>
        <source>You did it in the store&apos;s admin, or made it good otherwise. Nothing more is sent; later acts on the same thing go on.</source>
        <translation>In der Verwaltung des Shops ausgeführt oder anders ausgeglichen. Es wird nichts mehr gesendet; spätere Vorgänge zur selben Sache gehen weiter.</translation>
    </message>
    <message>
        <source>How shall it go on?</source>
        <translation>Wie soll es weitergehen?</translation>
    </message>
    <message>
        <source>What did you do?</source>
        <translation>Was wurde getan?</translation>
    </message>
    <message>
        <source>Kept in the log with your name: “Paid back 54 € in cash, receipt 12”.</source>
        <translation>Steht mit Namen im Protokoll: „54 € bar erstattet, Beleg 12“.</translation>
    </message>
    <message>
        <source>Advised</source>
        <translation>Empfohlen</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>noch %n</numerusform>
            <numerusform>noch %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at this till</source>
        <translation>
            <numerusform>%n an dieser Kasse</numerusform>
            <numerusform>%n an dieser Kasse</numerusform>
        </translation>
    </message>
    <message>
        <source>No event is on sale</source>
        <translation>Kein Event ist im Verkauf</translation>
    </message>
    <message>
        <source>No event is called that</source>
        <translation>Kein Event heißt so</translation>
    </message>
    <message>
        <source>Events appear here once they are published in the shop and synced.</source>
        <translation>Events erscheinen hier, sobald sie im Shop veröffentlicht und abgeglichen sind.</translation>
    </message>
    <message>
        <source>always available</source>
        <translation>immer verfügbar</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} übrig</translation>
    </message>
    <message numerus="yes">
        <source>%n at once</source>
        <translation>
            <numerusform>%n sofort</numerusform>
            <numerusform>%n sofort</numerusform>
        </translation>
    </message>
    <message>
        <source>asks the store</source>
        <translation>fragt den Shop</translation>
    </message>
    <message>
        <source>This event has no categories</source>
        <translation>Dieses Event hat keine Kategorien</translation>
    </message>
    <message>
        <source>Add variants to its product in the shop, then sync.</source>
        <translation>Legen Sie im Shop Varianten an und gleichen Sie ab.</translation>
    </message>
    <message>
        <source>Find an event</source>
        <translation>Event suchen</translation>
    </message>
    <message>
        <source>Find an event on sale</source>
        <translation>Event im Verkauf suchen</translation>
    </message>
    <message>
        <source>On sale</source>
        <translation>Im Verkauf</translation>
    </message>
</context>
<context>
    <name>ChosenForm</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>Sitzplatz</translation>
    </message>
    <message>
        <source>Whole rows</source>
        <translation>Ganze Reihen</translation>
    </message>
    <message>
        <source>Number anew</source>
        <translation>Neu nummerieren</translation>
    </message>
    <message>
        <source>Name rows anew</source>
        <translation>Reihen benennen</translation>
    </message>
    <message>
        <source>Name section</source>
        <translation>Bereich benennen</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Links drehen</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Rechts drehen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s) chosen</source>
        <translation>
            <numerusform>%n Platz gewählt</numerusform>
            <numerusform>%n Plätze gewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosedShifts</name>
    <message>
        <source>Shift {number}</source>
        <translation>Schicht {number}</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>stimmt</translation>
    </message>
    <message>
        <source>the chain: a report was changed, or a shift is missing</source>
        <translation>die Kette: Ein Bericht wurde geändert, oder eine Schicht fehlt</translation>
    </message>
    <message>
        <source>what was counted beside its report</source>
        <translation>was gezählt wurde, gegenüber ihrem Bericht</translation>
    </message>
    <message>
        <source>its sales, payments or moves beside its report</source>
        <translation>ihre Verkäufe, Zahlungen oder Bewegungen gegenüber ihrem Bericht</translation>
    </message>
    <message numerus="yes">
        <source>All %n closed shift(s) fit: nothing was changed.</source>
        <translation>
            <numerusform>Die eine geschlossene Schicht stimmt: Nichts wurde geändert.</numerusform>
            <numerusform>Alle %n geschlossenen Schichten stimmen: Nichts wurde geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shift {number} does not fit: {reason}.</source>
        <translation>Schicht {number} stimmt nicht: {reason}.</translation>
    </message>
    <message>
        <source>Closed shifts</source>
        <translation>Geschlossene Schichten</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>None yet. Each closed shift stands here with its Z report.</source>
        <translation>Noch keine. Hier steht jede geschlossene Schicht mit ihrem Z-Bericht.</translation>
    </message>
    <message>
        <source>Check the chain</source>
        <translation>Kette prüfen</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>Snap to whole dots</source>
        <translation>An ganzen Punkten einrasten</translation>
    </message>
    <message>
        <source>Things stop at the dots of the printer below, not at half millimetres</source>
        <translation>Halt an den Punkten des Druckers darunter, nicht an halben Millimetern</translation>
    </message>
</context>
<context>
    <name>ColumnsEntry</name>
    <message>
        <source>Column {number}: {words}</source>
        <translation>Spalte {number}: {words}</translation>
    </message>
    <message>
        <source>A number from {low} to {high}.</source>
        <translation>Eine Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Column further left</source>
        <translation>Spalte weiter nach links</translation>
    </message>
    <message>
        <source>Column further right</source>
        <translation>Spalte weiter nach rechts</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Remove the column</source>
        <translation>Spalte entfernen</translation>
    </message>
    <message>
        <source>Width of the column</source>
        <translation>Breite der Spalte</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>once a run</source>
        <translation>einmal je Druck</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles suchen</translation>
    </message>
    <message>
        <source>Find events, orders, people, tickets, actions …</source>
        <translation>Events, Bestellungen, Personen, Tickets …</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>next group</source>
        <translation>nächste Gruppe</translation>
    </message>
    <message>
        <source>actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>people</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Needs a right</source>
        <translation>Recht fehlt</translation>
    </message>
</context>
<context>
    <name>CommandsView</name>
    <message>
        <source>{number} bytes a ticket</source>
        <translation>{number} Bytes je Ticket</translation>
    </message>
    <message>
        <source>Copy the commands</source>
        <translation>Befehle kopieren</translation>
    </message>
    <message>
        <source>What the printer is sent</source>
        <translation>Was der Drucker gesendet bekommt</translation>
    </message>
</context>
<context>
    <name>CountPage</name>
    <message>
        <source>How many of {piece}? A whole number, at most {most}.</source>
        <translation>Wie viele zu {piece}? Eine ganze Zahl, höchstens {most}.</translation>
    </message>
    <message>
        <source>Count the drawer</source>
        <translation>Lade zählen</translation>
    </message>
    <message>
        <source>How many pieces of each lie in it? Return goes on to the next. Empty is none.</source>
        <translation>Wie viele Stück von jedem liegen darin? Eingabe führt zum nächsten. Leer heißt keines.</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Note on the Z report</source>
        <translation>Bemerkung im Z-Bericht</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Close the shift …</source>
        <translation>Schicht schließen …</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>Refund of %n ticket(s)</source>
        <translation>
            <numerusform>Erstattung für %n Ticket</numerusform>
            <numerusform>Erstattung für %n Tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sale of %n ticket(s)</source>
        <translation>
            <numerusform>Verkauf von %n Ticket</numerusform>
            <numerusform>Verkauf von %n Tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bill for %n ticket(s)</source>
        <translation>
            <numerusform>Rechnung über %n Ticket</numerusform>
            <numerusform>Rechnung über %n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute apart</source>
        <translation>weniger als eine Minute auseinander</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) apart</source>
        <translation>
            <numerusform>%n Minute auseinander</numerusform>
            <numerusform>%n Minuten auseinander</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) of {event}</source>
        <translation>
            <numerusform>%n Ticket von {event}</numerusform>
            <numerusform>%n Tickets von {event}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seem(s) gone: none taken out</source>
        <translation>
            <numerusform>%n scheint weg zu sein: nichts entfernt</numerusform>
            <numerusform>%n scheinen weg zu sein: nichts entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>Sale discarded. Ctrl+Z brings it back.</source>
        <translation>Verkauf verworfen. Strg+Z holt ihn zurück.</translation>
    </message>
    <message>
        <source>The store has none left. Nothing was sold, take no money.</source>
        <translation>Der Shop hat keine mehr. Nichts wurde verkauft, kein Geld nehmen.</translation>
    </message>
    <message>
        <source>The store has not answered yet. Take no money; Return asks again.</source>
        <translation>Der Shop hat noch nicht geantwortet. Kein Geld nehmen; Eingabe fragt noch einmal.</translation>
    </message>
    <message>
        <source>{seats}: sold to somebody else just now. Return takes the next best.</source>
        <translation>{seats}: eben anderswo verkauft. Enter nimmt die nächstbesten.</translation>
    </message>
</context>
<context>
    <name>CountsPanel</name>
    <message>
        <source>{inside} inside · {admitted} of {expected} admitted</source>
        <translation>{inside} im Haus · {admitted} von {expected} eingelassen</translation>
    </message>
    <message>
        <source>Without category</source>
        <translation>Ohne Kategorie</translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>{admitted} admitted · {out} out</source>
        <translation>{admitted} eingelassen · {out} draußen</translation>
    </message>
    <message>
        <source>Station {name}</source>
        <translation>Station {name}</translation>
    </message>
    <message>
        <source>Nothing was heard of it yet: what it lets in is not counted</source>
        <translation>Noch nichts von ihr gehört: Was sie einlässt, ist nicht gezählt</translation>
    </message>
    <message>
        <source>Counted up to {time}</source>
        <translation>Gezählt bis {time}</translation>
    </message>
    <message>
        <source>Not reached since {time}: what it let in later is not counted</source>
        <translation>Seit {time} nicht erreicht: Was sie danach eingelassen hat, ist nicht gezählt</translation>
    </message>
    <message>
        <source>Counters by category and gate</source>
        <translation>Zähler nach Kategorie und Tor</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>That is a fault of the program</source>
        <translation>Das ist ein Fehler des Programms</translation>
    </message>
    <message>
        <source>The last step may not have been carried out. What was confirmed before is safe, and you can go on working.</source>
        <translation>Der letzte Schritt wurde vielleicht nicht ausgeführt. Was vorher bestätigt war, ist sicher, und Sie können weiterarbeiten.</translation>
    </message>
    <message>
        <source>Please send this file with your report; it holds no names, addresses or codes:</source>
        <translation>Bitte senden Sie diese Datei mit Ihrer Meldung; sie enthält keine Namen, Adressen oder Codes:</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>Datei zeigen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>CustomerDisplay</name>
    <message>
        <source>Customer display</source>
        <translation>Kundenanzeige</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Vielen Dank</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Rückgeld</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Rabatt</translation>
    </message>
    <message>
        <source>plus VAT</source>
        <translation>zzgl. MwSt.</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Noch zu zahlen</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) before these</source>
        <translation>
            <numerusform>%n Zeile davor</numerusform>
            <numerusform>%n Zeilen davor</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>on last {weekday}</source>
        <translation>gegen letzten {weekday}</translation>
    </message>
    <message>
        <source>on the {n} days before</source>
        <translation>gegen die {n} Tage davor</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>{day}: web shop {web}, till {till}, {tickets} tickets</source>
        <translation>{day}: Webshop {web}, Kasse {till}, {tickets} Tickets</translation>
    </message>
    <message>
        <source>{n} at {time}</source>
        <translation>{n} um {time}</translation>
    </message>
    <message>
        <source>Sold {n}</source>
        <translation>Verkauft {n}</translation>
    </message>
    <message>
        <source>Start {time}</source>
        <translation>Beginn {time}</translation>
    </message>
</context>
<context>
    <name>DashboardScreen</name>
    <message>
        <source>Dashboard</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>as many as {before}</source>
        <translation>so viele wie {before}</translation>
    </message>
    <message numerus="yes">
        <source>oldest waits %n day(s)</source>
        <translation>
            <numerusform>ältester wartet %n Tag</numerusform>
            <numerusform>ältester wartet %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>all posted tickets are packed</source>
        <translation>alle Posttickets sind gepackt</translation>
    </message>
    <message>
        <source>new · {oldest}</source>
        <translation>neu · {oldest}</translation>
    </message>
    <message>
        <source>New are those that came within the last 24 hours.</source>
        <translation>Neu sind die der letzten 24 Stunden.</translation>
    </message>
    <message>
        <source>nothing to compare with</source>
        <translation>kein Vergleichswert</translation>
    </message>
    <message>
        <source>no event is near</source>
        <translation>kein Event steht an</translation>
    </message>
    <message>
        <source>of {sold} sold are in the house</source>
        <translation>von {sold} verkauften sind im Haus</translation>
    </message>
    <message numerus="yes">
        <source>last %n day(s), gross</source>
        <translation>
            <numerusform>letzter %n Tag, brutto</numerusform>
            <numerusform>letzte %n Tage, brutto</numerusform>
        </translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Einlass</translation>
    </message>
    <message numerus="yes">
        <source>Expected, from %n earlier evening(s)</source>
        <translation>
            <numerusform>Erwartet, nach %n früheren Abend</numerusform>
            <numerusform>Erwartet, nach %n früheren Abenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Not enough earlier evenings for an expected curve</source>
        <translation>Zu wenige frühere Abende für eine erwartete Kurve</translation>
    </message>
    <message>
        <source>{n} a minute</source>
        <translation>{n} je Minute</translation>
    </message>
    <message numerus="yes">
        <source>peak in about %n min</source>
        <translation>
            <numerusform>Höhepunkt in etwa %n Min.</numerusform>
            <numerusform>Höhepunkt in etwa %n Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>peak about now</source>
        <translation>Höhepunkt etwa jetzt</translation>
    </message>
    <message>
        <source>Entry today</source>
        <translation>Einlass heute</translation>
    </message>
    <message>
        <source>Entry {day}</source>
        <translation>Einlass {day}</translation>
    </message>
    <message>
        <source>{n} lines of {whole}</source>
        <translation>{n} von {whole}</translation>
    </message>
    <message>
        <source>Sales today</source>
        <translation>Umsatz heute</translation>
    </message>
    <message>
        <source>Sales, 7 days</source>
        <translation>Umsatz, 7 Tage</translation>
    </message>
    <message>
        <source>Sales, 30 days</source>
        <translation>Umsatz, 30 Tage</translation>
    </message>
    <message>
        <source>Tickets sold today</source>
        <translation>Heute verkaufte Tickets</translation>
    </message>
    <message>
        <source>Tickets sold, 7 days</source>
        <translation>Verkaufte Tickets, 7 Tage</translation>
    </message>
    <message>
        <source>Tickets sold, 30 days</source>
        <translation>Verkaufte Tickets, 30 Tage</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Jetzt im Haus</translation>
    </message>
    <message>
        <source>Envelopes to pack</source>
        <translation>Umschläge zu packen</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Sales over time</source>
        <translation>Umsatzverlauf</translation>
    </message>
    <message>
        <source>Web shop</source>
        <translation>Webshop</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Stock alerts</source>
        <translation>Knappe Bestände</translation>
    </message>
    <message>
        <source>Entry curve</source>
        <translation>Einlasskurve</translation>
    </message>
    <message>
        <source>No published event is near. The curve begins when its doors open.</source>
        <translation>Kein veröffentlichtes Event steht an. Die Kurve beginnt mit dem Einlass.</translation>
    </message>
    <message>
        <source>Nothing runs low</source>
        <translation>Nichts wird knapp</translation>
    </message>
    <message>
        <source>Categories at 15 % or less appear here.</source>
        <translation>Kategorien mit höchstens 15 % freien Plätzen erscheinen hier.</translation>
    </message>
    <message>
        <source>Nothing has been synced yet</source>
        <translation>Noch nichts abgeglichen</translation>
    </message>
    <message>
        <source>Sync once to bring events, orders and tickets from the store to this station.</source>
        <translation>Ein Abgleich holt Events, Bestellungen und Tickets aus dem Shop auf diese Station.</translation>
    </message>
</context>
<context>
    <name>DesignFaults</name>
    <message>
        <source>crosses the tear line</source>
        <translation>quert die Abrisslinie</translation>
    </message>
    <message>
        <source>lies on: {other}</source>
        <translation>liegt auf: {other}</translation>
    </message>
    <message>
        <source>reaches {over} mm beyond the edge of the ticket</source>
        <translation>ragt {over} mm über den Rand des Tickets</translation>
    </message>
    <message>
        <source>The file has {bytes} bytes; a layout has at most {most}.</source>
        <translation>Die Datei hat {bytes} Bytes; ein Layout hat höchstens {most}.</translation>
    </message>
    <message>
        <source>The file is no text in UTF-8.</source>
        <translation>Die Datei ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>The file is not TOML: {detail}</source>
        <translation>Die Datei ist kein TOML: {detail}</translation>
    </message>
    <message>
        <source>The file was written by a newer version of the program.</source>
        <translation>Die Datei wurde von einer neueren Version des Programms geschrieben.</translation>
    </message>
    <message>
        <source>A name is 1 to 64 small letters, digits, dots and hyphens.</source>
        <translation>Ein Name hat 1 bis 64 kleine Buchstaben, Ziffern, Punkte und Bindestriche.</translation>
    </message>
    <message>
        <source>Nothing stands on it.</source>
        <translation>Es steht nichts darauf.</translation>
    </message>
    <message>
        <source>“{key}” is missing.</source>
        <translation>„{key}“ fehlt.</translation>
    </message>
    <message>
        <source>A table is expected here.</source>
        <translation>Hier wird eine Tabelle erwartet.</translation>
    </message>
    <message>
        <source>“{key}” must be a number.</source>
        <translation>„{key}“ muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>“{key}” must be a whole number.</source>
        <translation>„{key}“ muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>“{key}” must be two numbers.</source>
        <translation>„{key}“ müssen zwei Zahlen sein.</translation>
    </message>
    <message>
        <source>“{key}” must be text.</source>
        <translation>„{key}“ muss Text sein.</translation>
    </message>
    <message>
        <source>“{key}” must be yes or no.</source>
        <translation>„{key}“ muss ja oder nein sein.</translation>
    </message>
    <message>
        <source>“{key}” can&apos;t be {value}. Known are {known}.</source>
        <translation>„{key}“ kann nicht {value} sein. Bekannt sind {known}.</translation>
    </message>
    <message>
        <source>“{key}” is 0, 90, 180 or 270.</source>
        <translation>„{key}“ ist 0, 90, 180 oder 270.</translation>
    </message>
    <message>
        <source>“{key}” must be text, in German and English.</source>
        <translation>„{key}“ muss Text sein, auf Deutsch und Englisch.</translation>
    </message>
    <message>
        <source>“{key}” must be a list of whole numbers.</source>
        <translation>„{key}“ muss eine Liste ganzer Zahlen sein.</translation>
    </message>
    <message>
        <source>“{key}” needs one entry at least.</source>
        <translation>„{key}“ braucht mindestens einen Eintrag.</translation>
    </message>
    <message>
        <source>“{key}” must be a list of words.</source>
        <translation>„{key}“ muss eine Liste von Wörtern sein.</translation>
    </message>
    <message>
        <source>“{key}” can&apos;t hold {value}. Known are {known}.</source>
        <translation>„{key}“ kann {value} nicht enthalten. Bekannt sind {known}.</translation>
    </message>
    <message>
        <source>“{key}” has no text in {language}.</source>
        <translation>„{key}“ hat keinen Text für {language}.</translation>
    </message>
    <message>
        <source>“{key}” has a text in {language}, which is not spoken here.</source>
        <translation>„{key}“ hat einen Text für {language}, das hier niemand spricht.</translation>
    </message>
    <message>
        <source>“{key}” must be from {low} to {high}, not {value}.</source>
        <translation>„{key}“ muss von {low} bis {high} sein, nicht {value}.</translation>
    </message>
    <message>
        <source>“{key}” means nothing here.</source>
        <translation>„{key}“ bedeutet hier nichts.</translation>
    </message>
    <message>
        <source>“{key}” means nothing here. Is “{near}” meant?</source>
        <translation>„{key}“ bedeutet hier nichts. Ist „{near}“ gemeint?</translation>
    </message>
    <message>
        <source>There is no kind {kind}.</source>
        <translation>Es gibt keine Art {kind}.</translation>
    </message>
    <message>
        <source>That can only stand on a ticket.</source>
        <translation>Das kann nur auf einem Ticket stehen.</translation>
    </message>
    <message>
        <source>Nothing repeats on a ticket.</source>
        <translation>Auf einem Ticket wiederholt sich nichts.</translation>
    </message>
    <message>
        <source>The smallest type ({least} pt) is larger than the type ({pt} pt).</source>
        <translation>Die kleinste Schrift ({least} pt) ist größer als die Schrift ({pt} pt).</translation>
    </message>
    <message>
        <source>The columns need {need} mm, there are {has} mm.</source>
        <translation>Die Spalten brauchen {need} mm, da sind {has} mm.</translation>
    </message>
    <message>
        <source>Type of {pt} pt needs {need} mm a row.</source>
        <translation>Schrift von {pt} pt braucht {need} mm je Zeile.</translation>
    </message>
    <message>
        <source>Not even one row fits.</source>
        <translation>Nicht einmal eine Zeile passt.</translation>
    </message>
    <message>
        <source>A code holds plain letters, digits and signs.</source>
        <translation>Ein Code enthält einfache Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
        <source>It is rounded by more than half of the box.</source>
        <translation>Die Rundung ist mehr als der halbe Kasten.</translation>
    </message>
    <message>
        <source>A line runs straight across or down.</source>
        <translation>Eine Linie läuft gerade quer oder senkrecht.</translation>
    </message>
    <message>
        <source>A tear line runs either across or down.</source>
        <translation>Eine Abrisslinie läuft entweder quer oder senkrecht.</translation>
    </message>
    <message>
        <source>The picture {file} is not there.</source>
        <translation>Das Bild {file} ist nicht da.</translation>
    </message>
    <message>
        <source>The picture {file} can&apos;t be used: {detail}</source>
        <translation>Das Bild {file} ist nicht zu gebrauchen: {detail}</translation>
    </message>
    <message>
        <source>A picture is damaged: {detail}</source>
        <translation>Ein Bild ist beschädigt: {detail}</translation>
    </message>
    <message>
        <source>{file} is not a PNG.</source>
        <translation>{file} ist kein PNG.</translation>
    </message>
    <message>
        <source>{file} has no pixels.</source>
        <translation>{file} hat keine Bildpunkte.</translation>
    </message>
    <message>
        <source>{file} has {size} MB; at most {most} MB print in good time.</source>
        <translation>{file} hat {size} MB; höchstens {most} MB drucken sich schnell genug.</translation>
    </message>
    <message>
        <source>{file} has {width} × {height} pixels; at most {most} million make sense on paper.</source>
        <translation>{file} hat {width} × {height} Bildpunkte; auf Papier haben höchstens {most} Millionen Sinn.</translation>
    </message>
    <message>
        <source>{file}: a picture lies beside its layout.</source>
        <translation>{file}: ein Bild liegt neben seinem Layout.</translation>
    </message>
    <message>
        <source>A “[” stands inside another.</source>
        <translation>Eine „[“ steht in einer anderen.</translation>
    </message>
    <message>
        <source>A “]” closes nothing.</source>
        <translation>Eine „]“ schließt nichts.</translation>
    </message>
    <message>
        <source>A “[” is never closed.</source>
        <translation>Eine „[“ wird nie geschlossen.</translation>
    </message>
    <message>
        <source>A “{{” is never closed.</source>
        <translation>Eine „{{“ wird nie geschlossen.</translation>
    </message>
    <message>
        <source>A “}}” closes nothing.</source>
        <translation>Eine „}}“ schließt nichts.</translation>
    </message>
    <message>
        <source>A “[…]” without data would always vanish; “[[” is the sign itself.</source>
        <translation>Ein „[…]“ ohne Daten verschwände immer; „[[“ ist das Zeichen selbst.</translation>
    </message>
    <message>
        <source>There is no data called “{field}”.</source>
        <translation>Es gibt keine Daten namens „{field}“.</translation>
    </message>
    <message>
        <source>There is no data called “{field}” here.</source>
        <translation>Hier gibt es keine Daten namens „{field}“.</translation>
    </message>
    <message>
        <source>“{field}” can&apos;t be written as “{format}”. Known are: {known}.</source>
        <translation>„{field}“ lässt sich nicht als „{format}“ schreiben. Bekannt sind: {known}.</translation>
    </message>
    <message>
        <source>“{field}” can&apos;t stand in a code. These can: {known}.</source>
        <translation>„{field}“ kann nicht in einem Code stehen. Das können: {known}.</translation>
    </message>
    <message>
        <source>Something must stay on the ticket.</source>
        <translation>Etwas muss auf dem Ticket bleiben.</translation>
    </message>
    <message>
        <source>type of {pt} pt needs {need} mm of height, it has {has} mm</source>
        <translation>Schrift von {pt} pt braucht {need} mm Höhe, sie hat {has} mm</translation>
    </message>
    <message>
        <source>{columns} × {rows} tickets need {width} × {height} mm, the sheet has {has_width} × {has_height} mm.</source>
        <translation>{columns} × {rows} Tickets brauchen {width} × {height} mm, der Bogen hat {has_width} × {has_height} mm.</translation>
    </message>
    <message>
        <source>The tickets across and down a sheet are whole numbers.</source>
        <translation>Die Tickets quer und senkrecht auf einem Bogen sind ganze Zahlen.</translation>
    </message>
    <message>
        <source>Nothing stands on the front.</source>
        <translation>Auf der Vorderseite steht nichts.</translation>
    </message>
    <message>
        <source>fewer than {dots} dots ({module} mm) a module: at {dpi} dpi it needs {need} mm, it has {has} mm</source>
        <translation>weniger als {dots} Punkte ({module} mm) je Modul: bei {dpi} dpi braucht er {need} mm, er hat {has} mm</translation>
    </message>
    <message>
        <source>a code of {digits} digits does not fit</source>
        <translation>ein Code aus {digits} Ziffern passt nicht</translation>
    </message>
    <message>
        <source>it needs {need} mm with its quiet zones, it has {has} mm</source>
        <translation>er braucht {need} mm mit seinen Ruhezonen, er hat {has} mm</translation>
    </message>
    <message>
        <source>its bars would be {high} mm high; {least} mm are the least</source>
        <translation>seine Striche wären {high} mm hoch; {least} mm sind das Mindeste</translation>
    </message>
    <message>
        <source>{signs} signs need {width} × {height} mm at {dpi} dpi with the quiet zones, it has {has_width} × {has_height} mm</source>
        <translation>{signs} Zeichen brauchen bei {dpi} dpi mit den Ruhezonen {width} × {height} mm, er hat {has_width} × {has_height} mm</translation>
    </message>
    <message>
        <source>It is made for {languages}, not for {language}.</source>
        <translation>Es ist gemacht für {languages}, nicht für {language}.</translation>
    </message>
    <message>
        <source>It is made for “{document}”, not for “{wanted}”.</source>
        <translation>Es ist gemacht für „{document}“, nicht für „{wanted}“.</translation>
    </message>
    <message>
        <source>A test print has no place to say that it is one: add a notice.</source>
        <translation>Ein Probedruck kann nirgends sagen, dass er einer ist: einen Hinweis hinzufügen.</translation>
    </message>
    <message>
        <source>it reads as something else</source>
        <translation>er liest sich als etwas anderes</translation>
    </message>
    <message>
        <source>something stands too near or on it</source>
        <translation>etwas steht zu nah daran oder darauf</translation>
    </message>
    <message>
        <source>Paper with a back can only be made for PDF.</source>
        <translation>Papier mit Rückseite gibt es nur als PDF.</translation>
    </message>
    <message>
        <source>Several tickets on a sheet can only be made for PDF.</source>
        <translation>Mehrere Tickets auf einem Bogen gibt es nur als PDF.</translation>
    </message>
</context>
<context>
    <name>DesignHead</name>
    <message>
        <source>Fit into the window, now {percent} %</source>
        <translation>Ins Fenster einpassen, jetzt {percent} %</translation>
    </message>
    <message>
        <source>{layout} · not saved</source>
        <translation>{layout} · nicht gespeichert</translation>
    </message>
    <message>
        <source>A file …</source>
        <translation>Eine Datei …</translation>
    </message>
    <message>
        <source>A new layout</source>
        <translation>Ein neues Layout</translation>
    </message>
    <message>
        <source>Save as a file …</source>
        <translation>Als Datei speichern …</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>Ins Fenster einpassen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>Designer</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Ticket code</source>
        <translation>Ticketcode</translation>
    </message>
    <message>
        <source>EAN-13</source>
        <translation>EAN-13</translation>
    </message>
    <message>
        <source>Code 128</source>
        <translation>Code 128</translation>
    </message>
    <message>
        <source>PDF417</source>
        <translation>PDF417</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Kasten</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Tear line</source>
        <translation>Abrisslinie</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Type size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Smallest type</source>
        <translation>Kleinste Schrift</translation>
    </message>
    <message>
        <source>Lines at most</source>
        <translation>Zeilen höchstens</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Schriftstärke</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Waagerecht</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Senkrecht</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Digits below the bars</source>
        <translation>Ziffern unter den Strichen</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Gefüllt</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Strichstärke</translation>
    </message>
    <message>
        <source>Rounded by</source>
        <translation>Abgerundet um</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Beginnt bei</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Endet bei</translation>
    </message>
    <message>
        <source>Dashes</source>
        <translation>Striche</translation>
    </message>
    <message>
        <source>From the left</source>
        <translation>Von links</translation>
    </message>
    <message>
        <source>From the top</source>
        <translation>Von oben</translation>
    </message>
    <message>
        <source>Print dashes</source>
        <translation>Striche drucken</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>What repeats</source>
        <translation>Was sich wiederholt</translation>
    </message>
    <message>
        <source>Between columns</source>
        <translation>Zwischen Spalten</translation>
    </message>
    <message>
        <source>Height of a row</source>
        <translation>Zeilenhöhe</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Codes fit at</source>
        <translation>Codes passen bei</translation>
    </message>
    <message>
        <source>Tickets on a sheet</source>
        <translation>Tickets auf einem Bogen</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Vorderseite</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Rückseite</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>Was darin ist</translation>
    </message>
    <message>
        <source>What was sold</source>
        <translation>Was verkauft wurde</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>Steuern</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Zahlungen</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Address label</source>
        <translation>Adressetikett</translation>
    </message>
    <message>
        <source>Delivery note</source>
        <translation>Lieferschein</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Kassenbon</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Schichtbericht</translation>
    </message>
    <message>
        <source>The longest names</source>
        <translation>Die längsten Namen</translation>
    </message>
    <message>
        <source>A usual ticket</source>
        <translation>Ein übliches Ticket</translation>
    </message>
    <message>
        <source>Made-up names</source>
        <translation>Erfundene Namen</translation>
    </message>
    <message>
        <source>Only what is needed</source>
        <translation>Nur das Nötigste</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Anschrift</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Rundung</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Rückgeld</translation>
    </message>
    <message>
        <source>What the signing device says</source>
        <translation>Was die Signatureinheit sagt</translation>
    </message>
    <message>
        <source>Link to pay by</source>
        <translation>Link zum Bezahlen</translation>
    </message>
    <message>
        <source>Mark of a copy</source>
        <translation>Kopievermerk</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Veranstaltung</translation>
    </message>
    <message>
        <source>venue</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>city</source>
        <translation>Stadt</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>seat</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>shop</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>which parcel</source>
        <translation>welches Paket</translation>
    </message>
    <message>
        <source>of how many parcels</source>
        <translation>von wie vielen Paketen</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>of how many pages</source>
        <translation>von wie vielen Seiten</translation>
    </message>
    <message>
        <source>position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>which copy</source>
        <translation>welche Kopie</translation>
    </message>
    <message>
        <source>tax rate</source>
        <translation>Steuersatz</translation>
    </message>
    <message>
        <source>net</source>
        <translation>netto</translation>
    </message>
    <message>
        <source>tax</source>
        <translation>Steuer</translation>
    </message>
    <message>
        <source>gross</source>
        <translation>brutto</translation>
    </message>
    <message>
        <source>tax letter</source>
        <translation>Steuerbuchstabe</translation>
    </message>
    <message>
        <source>way of payment</source>
        <translation>Zahlungsart</translation>
    </message>
    <message>
        <source>tax number</source>
        <translation>Steuernummer</translation>
    </message>
    <message>
        <source>cashier</source>
        <translation>Kassenkraft</translation>
    </message>
    <message>
        <source>till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>chain</source>
        <translation>Kette</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>doors open</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>which</source>
        <translation>das wievielte</translation>
    </message>
    <message>
        <source>of how many</source>
        <translation>von wie vielen</translation>
    </message>
    <message>
        <source>issue</source>
        <translation>Ausgabe</translation>
    </message>
</context>
<context>
    <name>DesignerScreen</name>
    <message>
        <source>The changes to {layout} are not saved yet; they wait in the designer.</source>
        <translation>Die Änderungen an {layout} sind noch nicht gespeichert; sie warten in der Layoutbearbeitung.</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>Layouts</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>changed, not saved</source>
        <translation>geändert, nicht gespeichert</translation>
    </message>
    <message>
        <source>No layout is open</source>
        <translation>Kein Layout ist geöffnet</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n Element</numerusform>
            <numerusform>%n Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>Layout on the table</source>
        <translation>Layout auf dem Tisch</translation>
    </message>
    <message>
        <source>Arrow keys move by half a millimetre, with Shift by five; with Ctrl they resize. Page up and down choose. Alt while dragging: stops nowhere.</source>
        <translation>Pfeiltasten verschieben um einen halben Millimeter, mit Umschalt um fünf; mit Strg ändern sie die Größe. Bild auf und ab wählen aus. Alt beim Ziehen: rastet nicht ein.</translation>
    </message>
</context>
<context>
    <name>DiscountDialog</name>
    <message>
        <source>Discount</source>
        <translation>Rabatt</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>What is typed</source>
        <translation>Was getippt wird</translation>
    </message>
    <message>
        <source>How much off the tickets</source>
        <translation>Wie viel weniger für die Tickets</translation>
    </message>
    <message>
        <source>It stands on the receipt and in the report.</source>
        <translation>Steht auf dem Beleg und im Bericht.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Give discount</source>
        <translation>Rabatt geben</translation>
    </message>
    <message>
        <source>No discount</source>
        <translation>Kein Rabatt</translation>
    </message>
    <message>
        <source>Discount on this sale</source>
        <translation>Rabatt auf diesen Verkauf</translation>
    </message>
    <message>
        <source>Say why, in a few words.</source>
        <translation>Bitte kurz begründen.</translation>
    </message>
    <message>
        <source>A part between 0 and 100 %.</source>
        <translation>Ein Anteil zwischen 0 und 100 %.</translation>
    </message>
    <message>
        <source>An amount, at most what the tickets cost.</source>
        <translation>Ein Betrag, höchstens so viel, wie die Tickets kosten.</translation>
    </message>
</context>
<context>
    <name>Door</name>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Everybody has left: {count}</source>
        <translation>Alle sind gegangen: {count}</translation>
    </message>
    <message>
        <source>By hand: {reason}</source>
        <translation>Von Hand: {reason}</translation>
    </message>
    <message>
        <source>Exit: {reason}</source>
        <translation>Ausgang: {reason}</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>{blocked} {time} at {station}: {reason}</source>
        <translation>{blocked} {time}, {station}: {reason}</translation>
    </message>
    <message>
        <source>{inside} of {people} inside</source>
        <translation>{inside} von {people} im Haus</translation>
    </message>
    <message>
        <source>valid on {day}</source>
        <translation>gültig am {day}</translation>
    </message>
    <message>
        <source>was valid until {day}</source>
        <translation>war gültig bis {day}</translation>
    </message>
    <message>
        <source>opens {time}</source>
        <translation>öffnet {time}</translation>
    </message>
    <message>
        <source>closed since {time}</source>
        <translation>geschlossen seit {time}</translation>
    </message>
    <message>
        <source>From {age} years: check ID</source>
        <translation>Ab {age} Jahren: Ausweis prüfen</translation>
    </message>
    <message>
        <source>Sold since the last sync</source>
        <translation>Seit dem letzten Abgleich verkauft</translation>
    </message>
    <message>
        <source>Scanned</source>
        <translation>Gescannt</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Order {name}</source>
        <translation>Bestellung {name}</translation>
    </message>
    <message>
        <source>not synced yet</source>
        <translation>noch nicht abgeglichen</translation>
    </message>
    <message>
        <source>name not shared by the shop</source>
        <translation>Name vom Shop nicht freigegeben</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Valid now</source>
        <translation>Jetzt gültig</translation>
    </message>
    <message>
        <source>station {name}</source>
        <translation>Station {name}</translation>
    </message>
    <message>
        <source>First entry</source>
        <translation>Erster Eintritt</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>vor {time}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>{unit} of {units}</source>
        <translation>{unit} von {units}</translation>
    </message>
    <message>
        <source>Ticket {unit} of {units}</source>
        <translation>Ticket {unit} von {units}</translation>
    </message>
    <message>
        <source>issue {issue}</source>
        <translation>Ausgabe {issue}</translation>
    </message>
    <message>
        <source>no seat is reserved</source>
        <translation>kein Platz reserviert</translation>
    </message>
</context>
<context>
    <name>DoorActs</name>
    <message>
        <source>Unblock</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Box office agrees</source>
        <translation>Kasse ist einverstanden</translation>
    </message>
    <message>
        <source>Supervisor decides</source>
        <translation>Aufsicht entscheidet</translation>
    </message>
    <message>
        <source>Let in by hand: why?</source>
        <translation>Von Hand einlassen: warum?</translation>
    </message>
    <message>
        <source>The ticket of order {order} passes again.</source>
        <translation>Das Ticket der Bestellung {order} gilt wieder.</translation>
    </message>
    <message>
        <source>Let it pass again</source>
        <translation>Wieder gelten lassen</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>Gesperrt: {reason}</translation>
    </message>
    <message>
        <source>The ticket of order {order} is blocked.</source>
        <translation>Das Ticket der Bestellung {order} ist gesperrt.</translation>
    </message>
    <message>
        <source>Block this ticket: why?</source>
        <translation>Dieses Ticket sperren: warum?</translation>
    </message>
    <message>
        <source>Lost or stolen</source>
        <translation>Verloren oder gestohlen</translation>
    </message>
    <message>
        <source>Ban from the house</source>
        <translation>Hausverbot</translation>
    </message>
    <message>
        <source>{count} inside count as gone. Only where coming back is allowed may they enter again.</source>
        <translation>{count} im Haus gelten als gegangen. Nur wo Wiedereinlass gilt, kommen sie wieder herein.</translation>
    </message>
    <message>
        <source>Yes, the house is empty</source>
        <translation>Ja, das Haus ist leer</translation>
    </message>
    <message>
        <source>Has everybody left?</source>
        <translation>Sind alle gegangen?</translation>
    </message>
    <message>
        <source>By this gate&apos;s rule everybody has left: {count}.</source>
        <translation>Nach der Regel dieses Tors sind alle gegangen: {count}.</translation>
    </message>
    <message>
        <source>Gone: {count}.</source>
        <translation>Gegangen: {count}.</translation>
    </message>
</context>
<context>
    <name>DoorEye</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Picture of the camera</source>
        <translation>Bild der Kamera</translation>
    </message>
</context>
<context>
    <name>DoorHold</name>
    <message>
        <source>The kiosk has no PIN yet. Whoever may change settings sets one.</source>
        <translation>Der Kiosk hat noch keine PIN. Wer Einstellungen ändern darf, legt eine fest.</translation>
    </message>
    <message>
        <source>The kiosk holds the door. Leave it with the PIN.</source>
        <translation>Kiosk: Der Einlass ist gesperrt und nur mit der PIN zu verlassen.</translation>
    </message>
    <message>
        <source>The door is locked. Nobody is signed in who may check tickets.</source>
        <translation>Der Einlass ist gesperrt: Niemand ist angemeldet, der Tickets prüfen darf.</translation>
    </message>
    <message>
        <source>Let a person sign in who has the right, or leave with the PIN.</source>
        <translation>Eine Person mit diesem Recht muss sich anmelden; mit der PIN lässt sich der Kiosk verlassen.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Einlass gesperrt</translation>
    </message>
    <message>
        <source>The kiosk&apos;s events are not in the mirror. Sync, or leave with the PIN.</source>
        <translation>Die Veranstaltungen des Kiosks sind nicht im Spiegel. Abgleichen oder mit der PIN verlassen.</translation>
    </message>
    <message>
        <source>The kiosk was let go by the command line.</source>
        <translation>Der Kiosk wurde über die Kommandozeile beendet.</translation>
    </message>
</context>
<context>
    <name>DoorScreen</name>
    <message>
        <source>Admission of {order} taken back.</source>
        <translation>Einlass von {order} zurückgenommen.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
</context>
<context>
    <name>DoorSetup</name>
    <message>
        <source>Tick the event that is let in here; several are possible.</source>
        <translation>Event ankreuzen, das hier eingelassen wird; mehrere sind möglich.</translation>
    </message>
    <message>
        <source>Name the gate: it is written beside every scan.</source>
        <translation>Tor benennen: Es steht neben jedem Scan.</translation>
    </message>
    <message>
        <source>Full screen. Esc leads back here; nothing is lost by it.</source>
        <translation>Vollbild. Esc führt hierher zurück; verloren geht dabei nichts.</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>Choose what is let in here, then scan.</source>
        <translation>Wählen, was hier eingelassen wird, dann scannen.</translation>
    </message>
    <message>
        <source>Filter by title, venue, city …</source>
        <translation>Nach Titel, Ort, Stadt filtern …</translation>
    </message>
    <message>
        <source>Filter events</source>
        <translation>Events filtern</translation>
    </message>
    <message>
        <source>Events to let in</source>
        <translation>Events für den Einlass</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>No event to let in</source>
        <translation>Kein Event für den Einlass</translation>
    </message>
    <message>
        <source>Published events that are still to come appear here. Sync first (Ctrl+R), or change the filter.</source>
        <translation>Hier erscheinen veröffentlichte, kommende Events. Erst abgleichen (Strg+R) oder den Filter ändern.</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Tor</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Open the door</source>
        <translation>Einlass öffnen</translation>
    </message>
    <message>
        <source>Open as kiosk</source>
        <translation>Als Kiosk öffnen</translation>
    </message>
    <message>
        <source>Nothing but the door can be reached, until somebody gives the PIN</source>
        <translation>Nur der Einlass ist erreichbar, bis jemand die PIN eingibt</translation>
    </message>
    <message>
        <source>Blackout pack …</source>
        <translation>Blackout-Paket …</translation>
    </message>
    <message>
        <source>The list of one ticked event, for a station without the store</source>
        <translation>Die Liste einer angehakten Veranstaltung, für eine Station ohne Shop</translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message>
        <source>{printer}: {what}</source>
        <translation>{printer}: {what}</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) to look at: did it come out whole?</source>
        <translation>
            <numerusform>%n Ausdruck ist anzusehen: Kam er ganz heraus?</numerusform>
            <numerusform>%n Ausdrucke sind anzusehen: Kamen sie ganz heraus?</numerusform>
        </translation>
    </message>
    <message>
        <source>The scanned paper is the last that came out</source>
        <translation>Der gescannte Ausdruck kam als letzter heraus</translation>
    </message>
    <message numerus="yes">
        <source>and %n further one(s)</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Or scan the paper that came out last: it answers for itself, and those behind it are void.</source>
        <translation>Oder scannen Sie den Ausdruck, der als letzter herauskam: Er gilt damit als gut, die nach ihm sind ungültig.</translation>
    </message>
    <message>
        <source>No paper before it is known to be out.</source>
        <translation>Von keinem Ausdruck davor ist bekannt, dass er herauskam.</translation>
    </message>
    <message>
        <source>The last certain paper: {paper}</source>
        <translation>Der letzte sichere Ausdruck: {paper}</translation>
    </message>
</context>
<context>
    <name>DoubtPaper</name>
    <message>
        <source>It is good</source>
        <translation>Ist gut</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>{ticket} is good</source>
        <translation>{ticket} ist gut</translation>
    </message>
    <message>
        <source>{ticket} is void</source>
        <translation>{ticket} ist ungültig</translation>
    </message>
    <message>
        <source>The paper is there and can be handed out.</source>
        <translation>Der Ausdruck ist da und kann ausgegeben werden.</translation>
    </message>
    <message>
        <source>The paper is spoiled or did not come out; print it again.</source>
        <translation>Der Ausdruck ist verdorben oder kam nicht heraus; drucken Sie ihn noch einmal.</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Seat map to draw in</source>
        <translation>Saalplan zum Zeichnen</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Reihen</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Stehplatz</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Press seats to choose them, or sweep with Shift held. Alt and arrows move them.</source>
        <translation>Plätze antippen wählt sie, Ziehen mit Umschalttaste mehrere. Alt und Pfeile verschieben sie.</translation>
    </message>
    <message>
        <source>Draw a line from the first to the last seat of the first row.</source>
        <translation>Eine Linie vom ersten bis zum letzten Platz der ersten Reihe ziehen.</translation>
    </message>
    <message>
        <source>Draw the stage as a box. The best seats are those nearest to its lower edge.</source>
        <translation>Die Bühne als Rechteck ziehen. Die besten Plätze liegen ihrer Unterkante am nächsten.</translation>
    </message>
    <message>
        <source>Draw a box where people stand.</source>
        <translation>Ein Rechteck ziehen, wo Leute stehen.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s), without faults.</source>
        <translation>
            <numerusform>%n Platz, ohne Fehler.</numerusform>
            <numerusform>%n Plätze, ohne Fehler.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>That can&apos;t be used as it is.</source>
        <translation>Das ist so nicht verwendbar.</translation>
    </message>
    <message>
        <source>Correct the input and try again.</source>
        <translation>Eingabe berichtigen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>That is not known here.</source>
        <translation>Das ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>Check the name, or sync first if it is new in the store.</source>
        <translation>Namen prüfen, oder zuerst abgleichen, wenn es im Shop neu ist.</translation>
    </message>
    <message>
        <source>A right is missing for this.</source>
        <translation>Dafür fehlt ein Recht.</translation>
    </message>
    <message>
        <source>Ask a person with that right to do it or to log in.</source>
        <translation>Jemanden mit diesem Recht bitten, es zu tun oder sich anzumelden.</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>Das ist nicht die PIN.</translation>
    </message>
    <message>
        <source>Ask whoever set it. After wrong ones there is a wait.</source>
        <translation>Wer sie festgelegt hat, kennt sie. Nach falschen Eingaben folgt eine Wartezeit.</translation>
    </message>
    <message>
        <source>Somebody else changed it first.</source>
        <translation>Jemand anders hat es inzwischen geändert.</translation>
    </message>
    <message>
        <source>Look at the newer state and decide again.</source>
        <translation>Den neueren Stand ansehen und noch einmal entscheiden.</translation>
    </message>
    <message>
        <source>Not every seat is free any more.</source>
        <translation>Nicht jeder Platz ist noch frei.</translation>
    </message>
    <message>
        <source>Choose other seats; the map shows which are free.</source>
        <translation>Andere Plätze wählen; der Saalplan zeigt, welche frei sind.</translation>
    </message>
    <message>
        <source>The store can&apos;t be reached.</source>
        <translation>Der Shop ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Work goes on offline. Check the connection in the settings.</source>
        <translation>Die Arbeit geht offline weiter. Verbindung in den Einstellungen prüfen.</translation>
    </message>
    <message>
        <source>No store is connected yet.</source>
        <translation>Noch ist kein Shop verbunden.</translation>
    </message>
    <message>
        <source>Connect a store in the settings.</source>
        <translation>In den Einstellungen einen Shop verbinden.</translation>
    </message>
    <message>
        <source>The store does not answer.</source>
        <translation>Der Shop antwortet nicht.</translation>
    </message>
    <message>
        <source>Check the network. Work goes on offline and is sent when the store answers.</source>
        <translation>Netzwerk prüfen. Die Arbeit geht offline weiter und wird gesendet, sobald der Shop antwortet.</translation>
    </message>
    <message>
        <source>The store does not accept the access token.</source>
        <translation>Der Shop nimmt das Zugriffstoken nicht an.</translation>
    </message>
    <message>
        <source>Copy the token again from the store&apos;s admin; it may have expired.</source>
        <translation>Token in der Shop-Verwaltung noch einmal kopieren; vielleicht ist es abgelaufen.</translation>
    </message>
    <message>
        <source>The token may not do everything that is needed.</source>
        <translation>Das Token darf nicht alles, was gebraucht wird.</translation>
    </message>
    <message>
        <source>Grant these scopes to the app in the store&apos;s admin: {scopes}</source>
        <translation>Der App in der Shop-Verwaltung diese Berechtigungen geben: {scopes}</translation>
    </message>
    <message>
        <source>Another shop answers behind this address.</source>
        <translation>Unter dieser Adresse antwortet ein anderer Shop.</translation>
    </message>
    <message>
        <source>Check the address, or use another profile for the other shop.</source>
        <translation>Adresse prüfen, oder für den anderen Shop ein anderes Profil verwenden.</translation>
    </message>
    <message>
        <source>The store asks us to wait.</source>
        <translation>Der Shop bittet um Geduld.</translation>
    </message>
    <message>
        <source>Nothing to do: the program goes on by itself in a minute.</source>
        <translation>Nichts zu tun: In einer Minute geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>The store refused the request.</source>
        <translation>Der Shop hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>Read the store&apos;s reason; change the request or settle it by hand.</source>
        <translation>Den Grund des Shops lesen; Anfrage ändern oder von Hand klären.</translation>
    </message>
    <message>
        <source>This profile is locked: the app was uninstalled, or the store&apos;s data must be erased.</source>
        <translation>Dieses Profil ist gesperrt: Die App wurde deinstalliert, oder die Daten des Shops sind zu löschen.</translation>
    </message>
    <message>
        <source>Install the app in the store again, then connect. The door goes on.</source>
        <translation>App im Shop erneut installieren, dann verbinden. Der Einlass läuft weiter.</translation>
    </message>
    <message>
        <source>The login through the browser did not work.</source>
        <translation>Die Anmeldung über den Browser hat nicht geklappt.</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>Erneut anmelden.</translation>
    </message>
    <message>
        <source>The login was declined in the browser.</source>
        <translation>Die Anmeldung wurde im Browser abgelehnt.</translation>
    </message>
    <message>
        <source>Log in again and agree, as a person who may install apps.</source>
        <translation>Erneut anmelden und zustimmen, als Person, die Apps installieren darf.</translation>
    </message>
    <message>
        <source>What came back from the browser is not the store&apos;s answer.</source>
        <translation>Was aus dem Browser zurückkam, ist nicht die Antwort des Shops.</translation>
    </message>
    <message>
        <source>Check client id and client secret of the app, and the store chosen in the browser.</source>
        <translation>Client-ID und Client-Geheimnis der App prüfen, und welcher Shop im Browser gewählt ist.</translation>
    </message>
    <message>
        <source>The store does not take this login: it was used before, or is too old.</source>
        <translation>Der Shop nimmt diese Anmeldung nicht an: Sie wurde schon benutzt oder ist zu alt.</translation>
    </message>
    <message>
        <source>Nobody agreed in the browser in time.</source>
        <translation>Im Browser hat niemand rechtzeitig zugestimmt.</translation>
    </message>
    <message>
        <source>Log in again. Does the store refuse the redirect address? Register it with the app.</source>
        <translation>Erneut anmelden. Weist der Shop die Weiterleitungsadresse ab? Dann in der App eintragen.</translation>
    </message>
    <message>
        <source>The login was given up.</source>
        <translation>Die Anmeldung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The sync could not finish.</source>
        <translation>Der Abgleich wurde nicht fertig.</translation>
    </message>
    <message>
        <source>Sync again; it goes on where it stopped.</source>
        <translation>Noch einmal abgleichen; er macht dort weiter, wo er aufgehört hat.</translation>
    </message>
    <message>
        <source>Fewer rows arrived than the store counted.</source>
        <translation>Es kamen weniger Zeilen an, als der Shop gezählt hat.</translation>
    </message>
    <message>
        <source>Nothing was taken over. Sync again; it goes on where it stopped.</source>
        <translation>Nichts wurde übernommen. Noch einmal abgleichen; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>More changed in the store than it lists.</source>
        <translation>Im Shop hat sich mehr geändert, als er auflistet.</translation>
    </message>
    <message>
        <source>Fetch everything anew: sync page, “Fetch everything anew …”.</source>
        <translation>Alles neu holen: Seite Abgleich, „Alles neu holen …“.</translation>
    </message>
    <message>
        <source>Another sync of this profile is running.</source>
        <translation>Ein anderer Abgleich dieses Profils läuft.</translation>
    </message>
    <message>
        <source>Wait until it has ended.</source>
        <translation>Warten, bis er fertig ist.</translation>
    </message>
    <message>
        <source>A database file can&apos;t be used.</source>
        <translation>Eine Datenbankdatei ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Run `ticketforge doctor`; it names the file and the mend.</source>
        <translation>`ticketforge doctor` ausführen; es nennt die Datei und die Abhilfe.</translation>
    </message>
    <message>
        <source>This profile was written by a newer version.</source>
        <translation>Dieses Profil stammt von einer neueren Version.</translation>
    </message>
    <message>
        <source>Install the newer version of TicketForge Desktop; nothing was changed.</source>
        <translation>Die neuere Version von TicketForge Desktop installieren; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>A database file is damaged.</source>
        <translation>Eine Datenbankdatei ist beschädigt.</translation>
    </message>
    <message>
        <source>A mirror is fetched again by a full sync; restore a station file from its backup.</source>
        <translation>Der Spiegel wird durch einen vollen Abgleich neu geholt; die Stationsdatei aus ihrer Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>This blackout pack is damaged, or its files belong to two packs.</source>
        <translation>Dieses Blackout-Paket ist beschädigt, oder seine Dateien gehören zu zwei Paketen.</translation>
    </message>
    <message>
        <source>Fetch the pack again from where it was made; nothing was taken from this one.</source>
        <translation>Holen Sie das Paket noch einmal von dort, wo es gemacht wurde; aus diesem wurde nichts übernommen.</translation>
    </message>
    <message>
        <source>The key does not open this profile.</source>
        <translation>Der Schlüssel öffnet dieses Profil nicht.</translation>
    </message>
    <message>
        <source>Check the passphrase, or the keyring entry of this profile.</source>
        <translation>Passphrase oder Schlüsselbund-Eintrag dieses Profils prüfen.</translation>
    </message>
    <message>
        <source>No keyring answers and no passphrase was given.</source>
        <translation>Kein Schlüsselbund antwortet, und keine Passphrase wurde angegeben.</translation>
    </message>
    <message>
        <source>Start the keyring of the computer, or set TICKETFORGE_PASSPHRASE.</source>
        <translation>Den Schlüsselbund des Computers starten oder TICKETFORGE_PASSPHRASE setzen.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Free some space; nothing that was confirmed is lost.</source>
        <translation>Platz schaffen; nichts Bestätigtes ist verloren.</translation>
    </message>
    <message>
        <source>Another window has this profile open.</source>
        <translation>Ein anderes Fenster hat dieses Profil geöffnet.</translation>
    </message>
    <message>
        <source>Use the window that is already open.</source>
        <translation>Das bereits offene Fenster verwenden.</translation>
    </message>
    <message>
        <source>The ticket could not be printed.</source>
        <translation>Das Ticket wurde nicht gedruckt.</translation>
    </message>
    <message>
        <source>Look at the printer, then print again.</source>
        <translation>Nach dem Drucker sehen, dann noch einmal drucken.</translation>
    </message>
    <message>
        <source>The layout can&apos;t be printed as it is.</source>
        <translation>Das Layout ist so nicht druckbar.</translation>
    </message>
    <message>
        <source>Mend the layout or choose another.</source>
        <translation>Layout berichtigen oder ein anderes wählen.</translation>
    </message>
    <message>
        <source>The layout is not made for that.</source>
        <translation>Das Layout ist nicht dafür gemacht.</translation>
    </message>
    <message>
        <source>Choose another layout or another printer; this one is made for {made_for}.</source>
        <translation>Ein anderes Layout oder einen anderen Drucker wählen; dieses ist gemacht für {made_for}.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>Der Drucker antwortet nicht.</translation>
    </message>
    <message>
        <source>Check that it is on and connected, then print again.</source>
        <translation>Prüfen, ob er eingeschaltet und verbunden ist, dann noch einmal drucken.</translation>
    </message>
    <message>
        <source>Another station printed this ticket last, and the store does not answer.</source>
        <translation>Eine andere Station hat dieses Ticket zuletzt gedruckt, und der Shop antwortet nicht.</translation>
    </message>
    <message>
        <source>Reprint it at that station, or here once the store answers again.</source>
        <translation>An jener Station neu drucken, oder hier, sobald der Shop wieder antwortet.</translation>
    </message>
    <message>
        <source>This receipt was printed, or may have been.</source>
        <translation>Dieser Bon wurde gedruckt, zumindest vielleicht.</translation>
    </message>
    <message>
        <source>Print a copy; it says that it is one.</source>
        <translation>Eine Kopie drucken; sie ist als solche gekennzeichnet.</translation>
    </message>
    <message>
        <source>No cash drawer hangs on this printer.</source>
        <translation>An diesem Drucker hängt keine Kassenlade.</translation>
    </message>
    <message>
        <source>Choose the receipt printer with the drawer, or open the drawer with its key.</source>
        <translation>Den Bondrucker mit der Lade wählen, oder die Lade mit ihrem Schlüssel öffnen.</translation>
    </message>
    <message>
        <source>The signing device does not sign.</source>
        <translation>Die Signatureinheit signiert nicht.</translation>
    </message>
    <message>
        <source>Check that it is plugged in. Selling goes on; the receipts say that it failed.</source>
        <translation>Prüfen, ob sie angeschlossen ist. Der Verkauf geht weiter; die Bons weisen auf den Ausfall hin.</translation>
    </message>
    <message>
        <source>No shift is open.</source>
        <translation>Keine Schicht ist offen.</translation>
    </message>
    <message>
        <source>Open a shift with what lies in the drawer; then sell.</source>
        <translation>Öffnen Sie eine Schicht mit dem, was in der Lade liegt; dann verkaufen Sie.</translation>
    </message>
    <message>
        <source>This can&apos;t be sold.</source>
        <translation>Das kann nicht verkauft werden.</translation>
    </message>
    <message>
        <source>Choose another category, or put the buyer on the waiting list.</source>
        <translation>Wählen Sie eine andere Kategorie, oder setzen Sie den Käufer auf die Warteliste.</translation>
    </message>
    <message>
        <source>This station holds only {left} of the {wanted} tickets wanted.</source>
        <translation>Diese Station hält nur {left} der {wanted} gewünschten Karten.</translation>
    </message>
    <message>
        <source>Ask the store, choose another category, or put the buyer on the waiting list.</source>
        <translation>Den Shop fragen, eine andere Kategorie wählen oder auf die Warteliste setzen.</translation>
    </message>
    <message>
        <source>The store leases no tickets of this category.</source>
        <translation>Der Shop gibt von dieser Kategorie keine Karten ab.</translation>
    </message>
    <message>
        <source>Sell it from open stock: the store is asked at each sale.</source>
        <translation>Aus dem offenen Bestand verkaufen: Der Shop wird bei jedem Verkauf gefragt.</translation>
    </message>
    <message>
        <source>Webhooks can&apos;t be received here.</source>
        <translation>Webhooks können hier nicht empfangen werden.</translation>
    </message>
    <message>
        <source>Look at the port and the address in the settings, then try again.</source>
        <translation>Port und Adresse in den Einstellungen prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No secret for webhooks is known, so none could be told from a forgery.</source>
        <translation>Es ist kein Geheimnis für Webhooks bekannt; keiner ließe sich von einer Fälschung unterscheiden.</translation>
    </message>
    <message>
        <source>Connect with the app&apos;s client id and secret, or run `ticketforge webhooks secret --stdin`.</source>
        <translation>Mit Client-ID und Geheimnis der App verbinden, oder `ticketforge webhooks secret --stdin` aufrufen.</translation>
    </message>
    <message>
        <source>Port {port} is taken, or may not be used.</source>
        <translation>Port {port} ist belegt oder darf nicht benutzt werden.</translation>
    </message>
    <message>
        <source>Choose another port in the settings; perhaps another command receives webhooks already.</source>
        <translation>In den Einstellungen einen anderen Port wählen; vielleicht empfängt schon ein anderer Befehl Webhooks.</translation>
    </message>
    <message>
        <source>No camera can be used here.</source>
        <translation>Hier ist keine Kamera zu gebrauchen.</translation>
    </message>
    <message>
        <source>Plug one in, or close the program that uses it. Every other scanner goes on.</source>
        <translation>Stecken Sie eine ein, oder schließen Sie das Programm, das sie benutzt. Alle anderen Scanner laufen weiter.</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>EventDetailsPage</name>
    <message numerus="yes">
        <source>%n category(s)</source>
        <translation>
            <numerusform>%n Kategorie</numerusform>
            <numerusform>%n Kategorien</numerusform>
        </translation>
    </message>
    <message>
        <source>of {capacity} places</source>
        <translation>von {capacity} Plätzen</translation>
    </message>
    <message>
        <source>not for sale in the web shop</source>
        <translation>nicht im Webshop verkäuflich</translation>
    </message>
    <message>
        <source>tickets, as they were paid</source>
        <translation>Tickets, wie bezahlt</translation>
    </message>
    <message>
        <source>not told by the shop</source>
        <translation>vom Shop nicht angegeben</translation>
    </message>
    <message numerus="yes">
        <source>from %n year(s)</source>
        <translation>
            <numerusform>ab %n Jahr</numerusform>
            <numerusform>ab %n Jahren</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Doors</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Minimum age</source>
        <translation>Mindestalter</translation>
    </message>
    <message>
        <source>Event ID</source>
        <translation>Event-ID</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Zurück zur Liste (Esc)</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>Kapazität</translation>
    </message>
</context>
<context>
    <name>EventStates</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>Kapazität</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
</context>
<context>
    <name>EventsScreen</name>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Filter by title, venue, city, id …</source>
        <translation>Nach Titel, Ort, Stadt, ID filtern …</translation>
    </message>
    <message>
        <source>Filter events</source>
        <translation>Events filtern</translation>
    </message>
    <message>
        <source>Upcoming</source>
        <translation>Kommend</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Vergangen</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Low stock or worse</source>
        <translation>Knapp oder weniger</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message numerus="yes">
        <source>{n} event(s)</source>
        <translation>
            <numerusform>{n} Event</numerusform>
            <numerusform>{n} Events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} venue(s)</source>
        <translation>
            <numerusform>{n} Ort</numerusform>
            <numerusform>{n} Orte</numerusform>
        </translation>
    </message>
    <message>
        <source>No event matches “{text}”</source>
        <translation>Kein Event passt zu „{text}“</translation>
    </message>
    <message>
        <source>No event here</source>
        <translation>Kein Event hier</translation>
    </message>
    <message>
        <source>Try fewer letters, or choose another span above.</source>
        <translation>Weniger Buchstaben versuchen oder oben einen anderen Zeitraum wählen.</translation>
    </message>
    <message>
        <source>No events here yet</source>
        <translation>Hier sind noch keine Events</translation>
    </message>
    <message>
        <source>Events come from your store. Sync first (Ctrl+R), or choose another span above.</source>
        <translation>Events kommen aus dem Shop. Erst abgleichen (Strg+R) oder oben einen anderen Zeitraum wählen.</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Open a layout</source>
        <translation>Layout öffnen</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>Nicht gespeichert: {reason}</translation>
    </message>
    <message>
        <source>{layout} is saved as version {version}.</source>
        <translation>{layout} ist als Version {version} gespeichert.</translation>
    </message>
    <message>
        <source>{layout} is in use like this already, as version {version}.</source>
        <translation>{layout} ist schon so in Gebrauch, als Version {version}.</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>Layout speichern</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Als {file} gespeichert.</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>There are more; type more of the name.</source>
        <translation>Es gibt mehr; mehr vom Namen tippen.</translation>
    </message>
    <message>
        <source>Compare name and seat with the guest, choose the ticket, then let in.</source>
        <translation>Name und Platz mit dem Gast vergleichen, Ticket wählen, dann einlassen.</translation>
    </message>
    <message>
        <source>Nothing of this event fits.</source>
        <translation>Von diesem Event passt nichts.</translation>
    </message>
    <message>
        <source>{unit} of {units}</source>
        <translation>{unit} von {units}</translation>
    </message>
    <message>
        <source>inside since {time}</source>
        <translation>im Haus seit {time}</translation>
    </message>
    <message>
        <source>used {time}, has left</source>
        <translation>benutzt {time}, gegangen</translation>
    </message>
    <message>
        <source>not yet in</source>
        <translation>noch nicht im Haus</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>ungültig</translation>
    </message>
    <message>
        <source>Name, order or number</source>
        <translation>Name, Bestellung oder Nummer</translation>
    </message>
    <message>
        <source>Find a guest</source>
        <translation>Gast suchen</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>Back to the verdicts</source>
        <translation>Zurück zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Back to the verdicts (Esc)</source>
        <translation>Zurück zu den Ergebnissen (Esc)</translation>
    </message>
    <message>
        <source>Tickets found</source>
        <translation>Gefundene Tickets</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Stand</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n Min.</numerusform>
            <numerusform>%n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n Std.</numerusform>
            <numerusform>%n Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FulfilmentScreen</name>
    <message>
        <source>Fulfilment</source>
        <translation>Versand</translation>
    </message>
    <message>
        <source>The packing board is not part of this version yet.</source>
        <translation>Die Packtafel ist noch nicht Teil dieser Version.</translation>
    </message>
    <message>
        <source>Orders with posted tickets are marked in the orders list, and their tickets can be printed there.</source>
        <translation>Bestellungen mit Postversand sind in der Bestellliste gekennzeichnet; dort lassen sich ihre Tickets drucken.</translation>
    </message>
</context>
<context>
    <name>GoOnCard</name>
    <message>
        <source>Continue the run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Continue the run of {what}</source>
        <translation>Drucklauf fortsetzen: {what}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
</context>
<context>
    <name>HallChoice</name>
    <message>
        <source>At most {n} seats are looked for at once. Divide the party, or point at seats.</source>
        <translation>Höchstens {n} Plätze werden auf einmal gesucht. Die Gruppe teilen oder auf Plätze zeigen.</translation>
    </message>
    <message>
        <source>Type how many, or point at seats.</source>
        <translation>Anzahl tippen oder auf Plätze zeigen.</translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the left</source>
        <translation>
            <numerusform>%n weiter nach links</numerusform>
            <numerusform>%n weiter nach links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the right</source>
        <translation>
            <numerusform>%n weiter nach rechts</numerusform>
            <numerusform>%n weiter nach rechts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Everything else is found with {key}.</source>
        <translation>Alles andere findet {key}.</translation>
    </message>
    <message>
        <source>TicketForge Desktop {version}</source>
        <translation>TicketForge Desktop {version}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>HolderCard</name>
    <message>
        <source>E-mail and phone: {nothing}</source>
        <translation>E-Mail und Telefon: {nothing}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Further orders</source>
        <translation>Weitere Bestellungen</translation>
    </message>
    <message>
        <source>May be sent news</source>
        <translation>Werbung erlaubt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Let in twice: {named}</source>
        <translation>Zweimal eingelassen: {named}</translation>
    </message>
    <message>
        <source>Let in after it was blocked: {named}</source>
        <translation>Trotz Sperre eingelassen: {named}</translation>
    </message>
    <message>
        <source>Let in unseen, and unknown to the store: {named}</source>
        <translation>Ungesehen eingelassen, dem Shop unbekannt: {named}</translation>
    </message>
    <message>
        <source>Let in, then refunded: {named}</source>
        <translation>Eingelassen, dann erstattet: {named}</translation>
    </message>
    <message>
        <source>Let in, then cancelled: {named}</source>
        <translation>Eingelassen, dann storniert: {named}</translation>
    </message>
    <message>
        <source>Let in, then made void: {named}</source>
        <translation>Eingelassen, dann ungültig gemacht: {named}</translation>
    </message>
    <message>
        <source>Let in, and its order was deleted: {named}</source>
        <translation>Eingelassen, die Bestellung wurde gelöscht: {named}</translation>
    </message>
    <message>
        <source>Packed parcel must not go out: order {order}</source>
        <translation>Gepackte Sendung darf nicht hinaus: Bestellung {order}</translation>
    </message>
    <message>
        <source>Sale and order differ: order {order}</source>
        <translation>Verkauf und Bestellung weichen ab: Bestellung {order}</translation>
    </message>
    <message>
        <source>Two orders for one sale: {first} and {order}</source>
        <translation>Zwei Bestellungen zu einem Verkauf: {first} und {order}</translation>
    </message>
    <message>
        <source>The store refused sale {order}</source>
        <translation>Der Shop hat den Verkauf {order} abgelehnt</translation>
    </message>
    <message>
        <source>The store gave open stock when nobody waited any more: order {order}</source>
        <translation>Der Shop gab freien Bestand, als niemand mehr wartete: Bestellung {order}</translation>
    </message>
    <message>
        <source>A paper of ours is refused at the doors: {named}</source>
        <translation>Unser Ausdruck wird am Einlass abgelehnt: {named}</translation>
    </message>
    <message>
        <source>On paper twice: {named}</source>
        <translation>Doppelt gedruckt: {named}</translation>
    </message>
    <message>
        <source>ticket {number}</source>
        <translation>Ticket {number}</translation>
    </message>
    <message>
        <source>a sync</source>
        <translation>einem Abgleich</translation>
    </message>
    <message>
        <source>The ticket came with it after all.</source>
        <translation>Das Ticket kam damit doch noch.</translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>{first} and {late}, {apart}</source>
        <translation>{first} und {late}, {apart}</translation>
    </message>
    <message>
        <source>{station} had the number first</source>
        <translation>{station} hatte die Nummer zuerst</translation>
    </message>
    <message>
        <source>Also printed by {station}</source>
        <translation>Auch von {station} gedruckt</translation>
    </message>
    <message>
        <source>The order was deleted</source>
        <translation>Die Bestellung wurde gelöscht</translation>
    </message>
    <message>
        <source>The order was cancelled</source>
        <translation>Die Bestellung wurde storniert</translation>
    </message>
    <message>
        <source>The order was refunded</source>
        <translation>Die Bestellung wurde erstattet</translation>
    </message>
    <message>
        <source>The post was taken out of the order</source>
        <translation>Der Versand wurde aus der Bestellung genommen</translation>
    </message>
    <message>
        <source>The order is not paid any more</source>
        <translation>Die Bestellung ist nicht mehr bezahlt</translation>
    </message>
    <message>
        <source>The order has no valid tickets any more</source>
        <translation>Die Bestellung hat keine gültigen Tickets mehr</translation>
    </message>
    <message>
        <source>The order has fewer tickets now</source>
        <translation>Die Bestellung hat jetzt weniger Tickets</translation>
    </message>
    <message>
        <source>The gates did not know of each other then. Was the ticket copied, passed on, or scanned twice?</source>
        <translation>Die Tore wussten da noch nichts voneinander. Wurde das Ticket kopiert, weitergereicht oder zweimal gescannt?</translation>
    </message>
    <message>
        <source>The gate had not heard of the block yet. Look for the person in the house, and ask who blocked the ticket.</source>
        <translation>Das Tor wusste noch nichts von der Sperre. Suchen Sie die Person im Haus, und fragen Sie, wer das Ticket gesperrt hat.</translation>
    </message>
    <message>
        <source>It was let in while this station could not know the ticket. Ask for the receipt, or charge the ticket, and say what was done.</source>
        <translation>Es wurde eingelassen, als diese Station das Ticket nicht kennen konnte. Lassen Sie sich den Beleg zeigen oder berechnen Sie das Ticket, und sagen Sie, was getan wurde.</translation>
    </message>
    <message>
        <source>Take the parcel out of the post and destroy its tickets.</source>
        <translation>Nehmen Sie die Sendung aus der Post und vernichten Sie ihre Tickets.</translation>
    </message>
    <message>
        <source>The store took another sum than the till. Compare both before the day is closed.</source>
        <translation>Der Shop hat einen anderen Betrag als die Kasse. Vergleichen Sie beide vor dem Tagesabschluss.</translation>
    </message>
    <message>
        <source>The store holds the same sale twice. Cancel one of the orders there.</source>
        <translation>Der Shop führt denselben Verkauf zweimal. Stornieren Sie dort eine der Bestellungen.</translation>
    </message>
    <message>
        <source>The till was told of no money, and nothing was printed. Cancel the order in the store, or take the money and print its tickets.</source>
        <translation>An der Kasse wurde kein Geld genommen und nichts gedruckt. Stornieren Sie die Bestellung im Shop, oder nehmen Sie das Geld und drucken Sie die Tickets.</translation>
    </message>
    <message>
        <source>The buyer has paid and holds the tickets, and they let in. Honour them: put the store right and send the order again from the sync page. Or block them, and give the money back.</source>
        <translation>Die Tickets sind bezahlt, in der Hand des Käufers und öffnen die Tür. Entweder gelten sie: Bringen Sie den Shop in Ordnung und senden Sie die Bestellung auf der Seite Synchronisierung erneut. Oder sperren Sie die Tickets und geben Sie das Geld zurück.</translation>
    </message>
    <message>
        <source>It was printed while the store was out of reach, with a number that another station had given out before. Find who has the paper, and give them the other station&apos;s, or print the ticket again.</source>
        <translation>Es wurde gedruckt, während der Shop nicht erreichbar war, mit einer Nummer, die eine andere Station vorher vergeben hatte. Finden Sie, wer den Ausdruck hat, und tauschen Sie ihn gegen den der anderen Station, oder drucken Sie das Ticket noch einmal.</translation>
    </message>
    <message>
        <source>Two stations printed it between two syncs. Both papers carry the same code, and one person gets in. Take one back; if it is out of the house, print the ticket again: that refuses both.</source>
        <translation>Zwei Stationen haben es zwischen zwei Abgleichen gedruckt. Beide Ausdrucke tragen denselben Code, und eine Person kommt hinein. Nehmen Sie einen zurück; ist er aus dem Haus, drucken Sie das Ticket noch einmal: Dann gelten beide nicht mehr.</translation>
    </message>
    <message>
        <source>The person is in the house or was, though the ticket is not valid any more. Decide whether the money goes back all the same.</source>
        <translation>Die Person ist im Haus oder war es, obwohl das Ticket nicht mehr gültig ist. Entscheiden Sie, ob das Geld trotzdem zurückgeht.</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>Gesperrt: {reason}</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>Danach eingelassen</translation>
    </message>
    <message>
        <source>Let in by hand</source>
        <translation>Von Hand eingelassen</translation>
    </message>
</context>
<context>
    <name>InboxFacts</name>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Veranstaltung</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>Erste Bestellung</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Other station</source>
        <translation>Andere Station</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>At stake</source>
        <translation>Es geht um</translation>
    </message>
    <message>
        <source>Noticed</source>
        <translation>Bemerkt</translation>
    </message>
    <message>
        <source>Taken at the till</source>
        <translation>An der Kasse genommen</translation>
    </message>
    <message>
        <source>In the store&apos;s order</source>
        <translation>In der Bestellung des Shops</translation>
    </message>
    <message>
        <source>Print {number}</source>
        <translation>Druck {number}</translation>
    </message>
</context>
<context>
    <name>InboxScreen</name>
    <message>
        <source>Settled.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>Noted as seen.</source>
        <translation>Als gesehen vermerkt.</translation>
    </message>
    <message>
        <source>Which matters</source>
        <translation>Welche Vorgänge</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s) wait for somebody who decides</source>
        <translation>
            <numerusform>%n Vorgang wartet auf jemanden, der entscheidet</numerusform>
            <numerusform>%n Vorgänge warten auf jemanden, der entscheidet</numerusform>
        </translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Nothing to settle</source>
        <translation>Nichts zu prüfen</translation>
    </message>
    <message>
        <source>Tickets that were let in twice are put here, and what refunds and cancellations leave over.</source>
        <translation>Hierher kommen Tickets, die zweimal eingelassen wurden, und was Erstattungen und Stornos offen lassen.</translation>
    </message>
    <message>
        <source>What was settled and seen, the latest first</source>
        <translation>Was erledigt und gesehen wurde, das Letzte zuerst</translation>
    </message>
    <message>
        <source>Nothing was settled yet</source>
        <translation>Noch wurde nichts erledigt</translation>
    </message>
    <message>
        <source>What was settled or seen is listed here, with its words.</source>
        <translation>Was erledigt oder gesehen wurde, steht hier mit seinen Worten.</translation>
    </message>
    <message>
        <source>Nothing here stops the door: both entries stand, and people decide afterwards.</source>
        <translation>Nichts hier hält den Einlass auf: Beide Einträge bleiben stehen, Menschen entscheiden danach.</translation>
    </message>
    <message>
        <source>Matters</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>The chosen matter</source>
        <translation>Der gewählte Vorgang</translation>
    </message>
</context>
<context>
    <name>ItemForm</name>
    <message>
        <source>Another picture …</source>
        <translation>Anderes Bild …</translation>
    </message>
    <message>
        <source>A whole number from {low} to {high}.</source>
        <translation>Eine ganze Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>A number from {low} to {high}.</source>
        <translation>Eine Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>There is no data called “{name}”.</source>
        <translation>Daten namens „{name}“ gibt es nicht.</translation>
    </message>
</context>
<context>
    <name>JamPanel</name>
    <message>
        <source>{printer}: {what}</source>
        <translation>{printer}: {what}</translation>
    </message>
    <message>
        <source>Certain: {paper}.</source>
        <translation>Sicher: {paper}.</translation>
    </message>
    <message>
        <source>Look for: {paper}.</source>
        <translation>Zu suchen: {paper}.</translation>
    </message>
    <message>
        <source>Scanned, it answers for itself.</source>
        <translation>Gescannt gilt er als gut.</translation>
    </message>
    <message numerus="yes">
        <source>%n further paper(s) to look at.</source>
        <translation>
            <numerusform>%n weiterer Ausdruck ist anzusehen.</numerusform>
            <numerusform>%n weitere Ausdrucke sind anzusehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>All papers are answered for</source>
        <translation>Alle Ausdrucke sind geklärt</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) of {what} wait.</source>
        <translation>
            <numerusform>%n Ausdruck von {what} wartet.</numerusform>
            <numerusform>%n Ausdrucke von {what} warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is good</source>
        <translation>Ist gut</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Continue the run</source>
        <translation>Weiterdrucken</translation>
    </message>
    <message>
        <source>Paper that is asked about</source>
        <translation>Ausdruck, nach dem gefragt wird</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Open the printing page</source>
        <translation>Zur Druckseite</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>Kiosk</name>
    <message>
        <source>Inside</source>
        <translation>Im Haus</translation>
    </message>
    <message>
        <source>Admitted</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Scan or number</source>
        <comment>hint in the narrow field of the door</comment>
        <translation>Scan oder Nummer</translation>
    </message>
    <message>
        <source>Scan or type a number</source>
        <translation>Scannen oder Nummer tippen</translation>
    </message>
    <message>
        <source>Recent scans</source>
        <translation>Letzte Scans</translation>
    </message>
    <message>
        <source>Leave the kiosk with its PIN</source>
        <translation>Kiosk mit PIN verlassen</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>choose one to undo it</source>
        <translation>wählen und zurücknehmen</translation>
    </message>
    <message>
        <source>Find a guest</source>
        <translation>Gast suchen</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>Leave the door</source>
        <translation>Einlass verlassen</translation>
    </message>
    <message>
        <source>Let in anyway …</source>
        <translation>Trotzdem einlassen …</translation>
    </message>
    <message>
        <source>Time at the venue</source>
        <translation>Uhrzeit am Ort</translation>
    </message>
    <message>
        <source>Ready to scan</source>
        <translation>Bereit zum Scannen</translation>
    </message>
    <message>
        <source>Hold a ticket under the scanner, or type the number below its code and press Return.</source>
        <translation>Ticket unter den Scanner halten oder die Nummer unter dem Code tippen und Eingabe drücken.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>In which language do you work?</source>
        <translation>In welcher Sprache arbeiten Sie?</translation>
    </message>
    <message>
        <source>It can be changed at any time in the settings. Tickets have a language of their own.</source>
        <translation>Das lässt sich jederzeit in den Einstellungen ändern. Tickets haben ihre eigene Sprache.</translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message>
        <source>No paper fits.</source>
        <translation>Kein Ausdruck passt dazu.</translation>
    </message>
    <message>
        <source>Nothing was printed here yet. Print from an order or an event.</source>
        <translation>Hier wurde noch nichts gedruckt. Drucken Sie aus einer Bestellung oder einem Event.</translation>
    </message>
    <message>
        <source>No paper chosen</source>
        <translation>Kein Ausdruck gewählt</translation>
    </message>
    <message>
        <source>piece {serial}</source>
        <translation>Stück {serial}</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s)</source>
        <translation>
            <numerusform>%n Ausdruck</numerusform>
            <numerusform>%n Ausdrucke</numerusform>
        </translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Ausdrucke</translation>
    </message>
    <message>
        <source>the latest {n} of this station</source>
        <translation>die letzten {n} dieser Station</translation>
    </message>
    <message>
        <source>Number, name, order …</source>
        <translation>Nummer, Name, Bestellung …</translation>
    </message>
    <message>
        <source>Search papers</source>
        <translation>Ausdrucke suchen</translation>
    </message>
    <message>
        <source>All printers</source>
        <translation>Alle Drucker</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Open or in doubt</source>
        <translation>Offen oder fraglich</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Nicht gedruckt</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Print again …</source>
        <translation>Noch einmal drucken …</translation>
    </message>
    <message>
        <source>Open the order</source>
        <translation>Bestellung öffnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Exporting {done} of {whole}</source>
        <translation>{done} von {whole} exportiert</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written to {file}.</source>
        <translation>
            <numerusform>%n Zeile nach {file} geschrieben.</numerusform>
            <numerusform>%n Zeilen nach {file} geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>{chosen} of {whole} selected</source>
        <translation>{chosen} von {whole} gewählt</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>LockReasons</name>
    <message>
        <source>The app was uninstalled from the store.</source>
        <translation>Die App wurde im Shop deinstalliert.</translation>
    </message>
    <message>
        <source>The store asked for its data to be erased.</source>
        <translation>Der Shop hat die Löschung seiner Daten verlangt.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
</context>
<context>
    <name>MatterDetails</name>
    <message>
        <source>Open {order}</source>
        <translation>{order} öffnen</translation>
    </message>
    <message>
        <source>Say in a few words what was found and done.</source>
        <translation>Sagen Sie in wenigen Worten, was gefunden und getan wurde.</translation>
    </message>
    <message>
        <source>Let in first</source>
        <translation>Zuerst eingelassen</translation>
    </message>
    <message>
        <source>Let in again</source>
        <translation>Danach eingelassen</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>What was found and done?</source>
        <translation>Was wurde gefunden und getan?</translation>
    </message>
    <message>
        <source>Kept in the log with your name: “Copied ticket, second guest paid at the till”.</source>
        <translation>Steht mit Ihrem Namen im Protokoll: „Kopiertes Ticket, zweiter Gast hat an der Kasse bezahlt“.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>It stays in the list; go on to the next</source>
        <translation>Es bleibt in der Liste; weiter zum nächsten</translation>
    </message>
    <message>
        <source>Settle it in words</source>
        <translation>In Worten erledigen</translation>
    </message>
    <message>
        <source>Settled by {who}, {when}</source>
        <translation>Erledigt von {who}, {when}</translation>
    </message>
    <message>
        <source>Seen by {who}, {when}</source>
        <translation>Gesehen von {who}, {when}</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Erledigen</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>What the doors wrote stays as it is.</source>
        <translation>Was die Tore notiert haben, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>It is kept under Done.</source>
        <translation>Es bleibt unter Erledigt.</translation>
    </message>
    <message>
        <source>A right is missing: ask a person who has it.</source>
        <translation>Ein Recht fehlt: Fragen Sie eine Person, die es hat.</translation>
    </message>
</context>
<context>
    <name>MoreBar</name>
    <message>
        <source>Counters</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Let in by hand</source>
        <translation>Von Hand einlassen</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Everybody has left</source>
        <translation>Alle sind gegangen</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>MoveCard</name>
    <message>
        <source>Say what for.</source>
        <translation>Sagen Sie, wofür.</translation>
    </message>
    <message>
        <source>{amount} paid in.</source>
        <translation>{amount} eingelegt.</translation>
    </message>
    <message>
        <source>{amount} paid out.</source>
        <translation>{amount} entnommen.</translation>
    </message>
    <message>
        <source>{amount} dropped into the safe.</source>
        <translation>{amount} in den Tresor abgeschöpft.</translation>
    </message>
    <message>
        <source>There is not that much in the drawer.</source>
        <translation>So viel liegt nicht in der Lade.</translation>
    </message>
    <message>
        <source>An amount of money, like {example}.</source>
        <translation>Ein Betrag, etwa {example}.</translation>
    </message>
    <message>
        <source>Cash that comes into the drawer, such as change from the bank.</source>
        <translation>Bargeld, das in die Lade kommt, etwa Wechselgeld von der Bank.</translation>
    </message>
    <message>
        <source>Cash that leaves the drawer for something bought.</source>
        <translation>Bargeld, das die Lade verlässt, weil etwas gekauft wird.</translation>
    </message>
    <message>
        <source>Cash that goes from the drawer into the safe.</source>
        <translation>Bargeld, das aus der Lade in den Tresor geht.</translation>
    </message>
    <message>
        <source>Cash in or out</source>
        <translation>Einlage, Entnahme, Abschöpfung</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>Was bewegt wird</translation>
    </message>
    <message>
        <source>Pay in</source>
        <translation>Einlage</translation>
    </message>
    <message>
        <source>Pay out</source>
        <translation>Entnahme</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Abschöpfung</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Book it</source>
        <translation>Buchen</translation>
    </message>
</context>
<context>
    <name>NewRun</name>
    <message>
        <source>By order</source>
        <translation>Nach Bestellung</translation>
    </message>
    <message>
        <source>By category, then seat</source>
        <translation>Nach Kategorie, dann Platz</translation>
    </message>
    <message>
        <source>By seat</source>
        <translation>Nach Platz</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Tickets on consignment</source>
        <translation>Tickets in Kommission</translation>
    </message>
    <message>
        <source>Proofs that admit nobody</source>
        <translation>Andrucke, die niemanden einlassen</translation>
    </message>
</context>
<context>
    <name>NewRunCard</name>
    <message>
        <source>Print tickets</source>
        <translation>Tickets drucken</translation>
    </message>
    <message>
        <source>Print tickets of {event}</source>
        <translation>Tickets drucken: {event}</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>Alle Kategorien</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Order of the papers</source>
        <translation>Reihenfolge der Ausdrucke</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Only what is not on paper yet</source>
        <translation>Nur was noch nicht gedruckt ist</translation>
    </message>
    <message>
        <source>For the post: tickets, delivery note and address label of each order together</source>
        <translation>Für die Post: Tickets, Lieferschein und Adressetikett jeder Bestellung zusammen</translation>
    </message>
    <message>
        <source>Only orders that bought the post</source>
        <translation>Nur Bestellungen mit gekauftem Postversand</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
</context>
<context>
    <name>NoShift</name>
    <message>
        <source>An amount of money, like {example}.</source>
        <translation>Ein Geldbetrag, etwa {example}.</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>Keine Schicht ist offen</translation>
    </message>
    <message>
        <source>Count what lies in the drawer. Whatever is sold from now on belongs to this shift.</source>
        <translation>Zählen Sie, was in der Lade liegt. Was ab jetzt verkauft wird, gehört zu dieser Schicht.</translation>
    </message>
    <message>
        <source>Float in the drawer</source>
        <translation>Wechselgeld in der Lade</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>Schicht öffnen</translation>
    </message>
    <message>
        <source>Closed shifts and their reports</source>
        <translation>Geschlossene Schichten und ihre Berichte</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>What this store does not show</source>
        <translation>Was dieser Shop nicht zeigt</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message numerus="yes">
        <source>%n layout(s) discarded</source>
        <translation>
            <numerusform>%n Layout verworfen</numerusform>
            <numerusform>%n Layouts verworfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurückholen</translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) with unsaved changes, from {time}</source>
        <translation>
            <numerusform>%n Layout mit nicht gespeicherten Änderungen, von {time}</numerusform>
            <numerusform>%n Layouts mit nicht gespeicherten Änderungen, von {time}</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>It can&apos;t be opened any more; going on makes it anew.</source>
        <translation>Es lässt sich nicht mehr öffnen; Weitermachen legt es neu an.</translation>
    </message>
    <message>
        <source>Another layout of this name is in use now. Saved, yours stands in front of it.</source>
        <translation>Ein anderes Layout dieses Namens ist jetzt in Gebrauch. Gespeichert geht Ihres vor.</translation>
    </message>
    <message>
        <source>Its file was written since. Going on leaves the file as it is.</source>
        <translation>Seine Datei wurde seither geschrieben. Weitermachen lässt die Datei, wie sie ist.</translation>
    </message>
    <message>
        <source>Version {number} is in use now, without your changes. Saved, yours stands in front of it.</source>
        <translation>Jetzt ist Version {number} in Gebrauch, ohne Ihre Änderungen. Gespeichert geht Ihres vor.</translation>
    </message>
    <message>
        <source>{layout}: unsaved changes from {time}, and the layout is another one now</source>
        <translation>{layout}: nicht gespeicherte Änderungen von {time}, und das Layout ist inzwischen ein anderes</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>OrderDetailsPage</name>
    <message>
        <source>Order {name}</source>
        <translation>Bestellung {name}</translation>
    </message>
    <message>
        <source>{inside} of {all} admitted</source>
        <translation>{inside} von {all} eingelassen</translation>
    </message>
    <message>
        <source>Ticket {unit} chosen</source>
        <translation>Ticket {unit} gewählt</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) chosen</source>
        <translation>
            <numerusform>%n Ticket gewählt</numerusform>
            <numerusform>%n Tickets gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>None chosen: printing takes all valid ones</source>
        <translation>Keins gewählt: Druck nimmt alle gültigen</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) copied.</source>
        <translation>
            <numerusform>%n Ticket kopiert.</numerusform>
            <numerusform>%n Tickets kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Zurück zur Liste (Esc)</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>from the shop and this station&apos;s door</source>
        <translation>aus dem Shop und vom Einlass dieser Station</translation>
    </message>
    <message>
        <source>This order has no tickets.</source>
        <translation>Diese Bestellung hat keine Tickets.</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Alle wählen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>OrderLog</name>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Web shop</source>
        <translation>Webshop</translation>
    </message>
    <message>
        <source>Ordered and paid</source>
        <translation>Bestellt und bezahlt</translation>
    </message>
    <message>
        <source>Ordered, not paid yet</source>
        <translation>Bestellt, noch nicht bezahlt</translation>
    </message>
    <message>
        <source>Order cancelled</source>
        <translation>Bestellung storniert</translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>Ticket {unit}: admission taken back, “{reason}”</source>
        <translation>Ticket {unit}: Einlass zurückgenommen, „{reason}“</translation>
    </message>
    <message>
        <source>Ticket {unit} may pass again</source>
        <translation>Ticket {unit} darf wieder passieren</translation>
    </message>
    <message>
        <source>Ticket {unit} blocked, “{reason}”</source>
        <translation>Ticket {unit} gesperrt, „{reason}“</translation>
    </message>
    <message>
        <source>Ticket {unit} let in by hand, “{reason}”</source>
        <translation>Ticket {unit} von Hand eingelassen, „{reason}“</translation>
    </message>
    <message>
        <source>Ticket {unit} admitted</source>
        <translation>Ticket {unit} eingelassen</translation>
    </message>
    <message>
        <source>Ticket {unit} back in</source>
        <translation>Ticket {unit} wieder eingelassen</translation>
    </message>
    <message>
        <source>Ticket {unit} left</source>
        <translation>Ticket {unit} hinausgegangen</translation>
    </message>
    <message>
        <source>Ticket {unit} at the exit: {reason}</source>
        <translation>Ticket {unit} am Ausgang: {reason}</translation>
    </message>
    <message>
        <source>Ticket {unit} at the door: {reason}</source>
        <translation>Ticket {unit} am Eingang: {reason}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>not shared by the shop</source>
        <translation>vom Shop nicht freigegeben</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>Bestellt</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>Post</translation>
    </message>
</context>
<context>
    <name>OrdersScreen</name>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket</numerusform>
            <numerusform>%n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Name, e-mail, order or ticket number …</source>
        <translation>Name, E-Mail, Bestell- oder Ticketnummer …</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Bestellungen durchsuchen</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Nicht bezahlt</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>By post</source>
        <translation>Per Post</translation>
    </message>
    <message>
        <source>Show the orders of all events again</source>
        <translation>Wieder Bestellungen aller Events zeigen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message numerus="yes">
        <source>{n} order(s)</source>
        <translation>
            <numerusform>{n} Bestellung</numerusform>
            <numerusform>{n} Bestellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} ticket(s)</source>
        <translation>
            <numerusform>{n} Ticket</numerusform>
            <numerusform>{n} Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>Nichts gefunden zu „{text}“</translation>
    </message>
    <message>
        <source>No order here</source>
        <translation>Keine Bestellung hier</translation>
    </message>
    <message>
        <source>A name, an e-mail address, an order number or the number on a ticket is enough.</source>
        <translation>Ein Name, eine E-Mail-Adresse, eine Bestellnummer oder die Nummer auf einem Ticket genügt.</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Noch keine Bestellungen</translation>
    </message>
    <message>
        <source>Choose another state above, or all of them.</source>
        <translation>Oben einen anderen Status wählen oder alle.</translation>
    </message>
    <message>
        <source>Orders come from your store. Sync first (Ctrl+R).</source>
        <translation>Bestellungen kommen aus dem Shop. Erst abgleichen (Strg+R).</translation>
    </message>
</context>
<context>
    <name>OutboxScreen</name>
    <message>
        <source>Changed; it is sent again.</source>
        <translation>Geändert; wird erneut gesendet.</translation>
    </message>
    <message>
        <source>Settled.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>It is sent again.</source>
        <translation>Wird erneut gesendet.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Done here</source>
        <translation>Hier ausgeführt</translation>
    </message>
    <message>
        <source>In the store&apos;s own words</source>
        <translation>Antwort des Shops im Wortlaut</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written to {file}.</source>
        <translation>
            <numerusform>%n Zeile in {file} geschrieben.</numerusform>
            <numerusform>%n Zeilen in {file} geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Which acts</source>
        <translation>Welche Vorgänge</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) stand still. Everything else goes on.</source>
        <translation>
            <numerusform>%n Vorgang steht still. Alles andere läuft weiter.</numerusform>
            <numerusform>%n Vorgänge stehen still. Alles andere läuft weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait for the store.</source>
        <translation>
            <numerusform>%n Vorgang wartet auf den Shop.</numerusform>
            <numerusform>%n Vorgänge warten auf den Shop.</numerusform>
        </translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>What arrived in the store, newest first</source>
        <translation>Was im Shop angekommen ist, Neuestes zuerst</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>Nichts zu klären</translation>
    </message>
    <message>
        <source>What the store refuses is put here, with its cause.</source>
        <translation>Was der Shop ablehnt, steht hier mit seiner Ursache.</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>Everything done at this station is in the store.</source>
        <translation>Alles, was an dieser Station getan wurde, ist im Shop.</translation>
    </message>
    <message>
        <source>Nothing was sent yet</source>
        <translation>Noch nichts gesendet</translation>
    </message>
    <message>
        <source>Sales, refunds and stock changes are listed here once they arrived.</source>
        <translation>Verkäufe, Erstattungen und Bestandsänderungen stehen hier, sobald sie angekommen sind.</translation>
    </message>
    <message>
        <source>Show older</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>Nothing is lost: each act stays here until somebody decides.</source>
        <translation>Nichts geht verloren: Jeder Vorgang bleibt hier, bis jemand entscheidet.</translation>
    </message>
    <message>
        <source>Acts</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>The chosen act</source>
        <translation>Der gewählte Vorgang</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>Blackout pack</source>
        <translation>Blackout-Paket</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>With the printable list (PDF, not encrypted)</source>
        <translation>Mit der Liste zum Drucken (PDF, unverschlüsselt)</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The door list, its rules and the stations&apos; keys, for a station that has never seen the store.</source>
        <translation>Die Einlassliste mit ihren Regeln und den Schlüsseln der Stationen, für eine Station, die den Shop nie gesehen hat.</translation>
    </message>
    <message>
        <source>Being written …</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) packed into {folder}.</source>
        <translation>
            <numerusform>%n Ticket in {folder} gepackt.</numerusform>
            <numerusform>%n Tickets in {folder} gepackt.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least eight characters. Whoever opens the pack needs them; they are kept nowhere.</source>
        <translation>Mindestens acht Zeichen. Wer das Paket öffnet, braucht sie; sie werden nirgends aufbewahrt.</translation>
    </message>
    <message>
        <source>Type the same passphrase twice.</source>
        <translation>Bitte zweimal dieselbe Passphrase eingeben.</translation>
    </message>
    <message>
        <source>A new folder is made for the pack.</source>
        <translation>Für das Paket wird ein neuer Ordner angelegt.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>PageForm</name>
    <message>
        <source>A number from {low} to {high}.</source>
        <translation>Eine Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>Whole numbers, like 203, 300.</source>
        <translation>Ganze Zahlen, wie 203, 300.</translation>
    </message>
    <message>
        <source>A layout is made for one kind of printer at least.</source>
        <translation>Ein Layout ist für mindestens eine Druckerart gemacht.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Small letters, digits, dots and hyphens.</source>
        <translation>Kleinbuchstaben, Ziffern, Punkte, Bindestriche.</translation>
    </message>
    <message>
        <source>Title in German</source>
        <translation>Titel auf Deutsch</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>Titel auf Englisch</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Turn on label printers</source>
        <translation>Drehung auf Etikettendruckern</translation>
    </message>
    <message>
        <source>Codes must fit at, dots an inch</source>
        <translation>Codes müssen passen bei, dpi</translation>
    </message>
    <message>
        <source>Paper is turned over its</source>
        <translation>Papier wird gewendet über die</translation>
    </message>
    <message>
        <source>Long edge</source>
        <translation>Lange Kante</translation>
    </message>
    <message>
        <source>Short edge</source>
        <translation>Kurze Kante</translation>
    </message>
    <message>
        <source>A roll without gaps</source>
        <translation>Eine Rolle ohne Lücken</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>Gemacht für</translation>
    </message>
    <message>
        <source>Made for {printer}</source>
        <translation>Gemacht für {printer}</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Fraglich</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Nicht gedruckt</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>delivered; the printer does not report back</source>
        <translation>zugestellt; der Drucker meldet nichts zurück</translation>
    </message>
    <message>
        <source>somebody looked: good</source>
        <translation>angesehen: gut</translation>
    </message>
    <message>
        <source>somebody looked: void</source>
        <translation>angesehen: ungültig</translation>
    </message>
    <message>
        <source>the program ended while it was printing</source>
        <translation>das Programm endete beim Drucken</translation>
    </message>
    <message>
        <source>it could not be made: look at the ticket and its layout</source>
        <translation>es ließ sich nicht herstellen: Ticket und Layout ansehen</translation>
    </message>
    <message>
        <source>Receipt {of}</source>
        <translation>Beleg {of}</translation>
    </message>
    <message>
        <source>Label of {of}</source>
        <translation>Etikett zu {of}</translation>
    </message>
    <message>
        <source>Delivery note of {of}</source>
        <translation>Lieferschein zu {of}</translation>
    </message>
    <message>
        <source>Report {of}</source>
        <translation>Bericht {of}</translation>
    </message>
    <message>
        <source>Drawer opened {of}</source>
        <translation>Lade geöffnet {of}</translation>
    </message>
    <message>
        <source>issue {n}</source>
        <translation>Ausgabe {n}</translation>
    </message>
    <message>
        <source>reprint</source>
        <translation>Nachdruck</translation>
    </message>
    <message>
        <source>proof</source>
        <translation>Andruck</translation>
    </message>
    <message>
        <source>consignment</source>
        <translation>Kommission</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Kopie</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>On the ticket</source>
        <translation>Auf dem Ticket</translation>
    </message>
    <message>
        <source>Add: {kind}</source>
        <translation>Hinzufügen: {kind}</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Just what is due</source>
        <translation>Genau der fällige Betrag</translation>
    </message>
    <message>
        <source>Change {amount}</source>
        <translation>Rückgeld {amount}</translation>
    </message>
    <message>
        <source>No change</source>
        <translation>Passend, kein Rückgeld</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Rückgeld</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Noch zu zahlen</translation>
    </message>
    <message>
        <source>Receipt number of the terminal</source>
        <translation>Belegnummer des Terminals</translation>
    </message>
    <message>
        <source>Let the buyer pay at the terminal first. Book it here once the terminal has said yes.</source>
        <translation>Lassen Sie zuerst am Terminal zahlen. Buchen Sie hier, wenn das Terminal zugestimmt hat.</translation>
    </message>
    <message>
        <source>Invoice number or order of the buyer</source>
        <translation>Rechnungsnummer oder Bestellung des Käufers</translation>
    </message>
    <message>
        <source>The tickets are the buyer&apos;s at once and open the door; the money is noted as owed.</source>
        <translation>Die Tickets gehören dem Käufer sofort und öffnen die Tür; das Geld ist als offen notiert.</translation>
    </message>
    <message>
        <source>Code of the voucher</source>
        <translation>Code des Gutscheins</translation>
    </message>
    <message>
        <source>What is left on the voucher afterwards stays on it.</source>
        <translation>Was danach auf dem Gutschein übrig ist, bleibt darauf.</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Gutschein</translation>
    </message>
    <message>
        <source>Erase the last sign</source>
        <translation>Letztes Zeichen löschen</translation>
    </message>
</context>
<context>
    <name>PaymentCard</name>
    <message>
        <source>{title} (taken out)</source>
        <translation>{title} (herausgenommen)</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>When ordered</source>
        <translation>Bei Bestellung</translation>
    </message>
    <message>
        <source>Paid back</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlung</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Still to be paid</source>
        <translation>Noch zu zahlen</translation>
    </message>
    <message>
        <source>Authorised, not charged yet</source>
        <translation>Autorisiert, noch nicht abgebucht</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Teilweise bezahlt</translation>
    </message>
    <message>
        <source>Refunded in part</source>
        <translation>Teilerstattet</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Payment voided</source>
        <translation>Zahlung verworfen</translation>
    </message>
    <message>
        <source>Payment expired</source>
        <translation>Zahlung verfallen</translation>
    </message>
    <message>
        <source>not told by the shop</source>
        <translation>vom Shop nicht angegeben</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>Kiosk PIN</source>
        <translation>Kiosk-PIN</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The kiosk has a new PIN.</source>
        <translation>Der Kiosk hat eine neue PIN.</translation>
    </message>
    <message>
        <source>A PIN is not scanned.</source>
        <translation>Eine PIN wird nicht gescannt.</translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message numerus="yes">
        <source>%n digit(s) typed</source>
        <translation>
            <numerusform>%n Ziffer eingegeben</numerusform>
            <numerusform>%n Ziffern eingegeben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN to leave the kiosk</source>
        <translation>PIN zum Verlassen des Kiosks</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>Dieselbe PIN noch einmal</translation>
    </message>
    <message>
        <source>Choose a PIN for the kiosk</source>
        <translation>PIN für den Kiosk festlegen</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong ones. The next try in %n second(s).</source>
        <translation>
            <numerusform>Zu viele falsche Eingaben. Nächster Versuch in %n Sekunde.</numerusform>
            <numerusform>Zu viele falsche Eingaben. Nächster Versuch in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is not the PIN. %n more try/tries before there is a wait.</source>
        <translation>
            <numerusform>Das ist nicht die PIN. Noch %n Versuch bis zur Wartezeit.</numerusform>
            <numerusform>Das ist nicht die PIN. Noch %n Versuche bis zur Wartezeit.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>Das ist nicht die PIN.</translation>
    </message>
    <message>
        <source>That one is guessed first. Take digits that are not alike and not in a row.</source>
        <translation>Die wird zuerst geraten. Bitte nicht lauter gleiche und keine fortlaufenden Ziffern.</translation>
    </message>
    <message>
        <source>The two differ. Choose a PIN again.</source>
        <translation>Die beiden stimmen nicht überein. Bitte noch einmal festlegen.</translation>
    </message>
    <message>
        <source>4 to 8 digits. Without them nobody leaves the door, not even after a restart.</source>
        <translation>4 bis 8 Ziffern. Ohne sie verlässt niemand den Einlass, auch nicht nach einem Neustart.</translation>
    </message>
    <message>
        <source>4 to 8 digits, by touch or keyboard. Scans go on to be checked.</source>
        <translation>4 bis 8 Ziffern, per Finger oder Tastatur. Scans werden weiter geprüft.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Back to the door</source>
        <translation>Zurück zum Einlass</translation>
    </message>
    <message>
        <source>Take back a digit</source>
        <translation>Ziffer löschen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>Post</name>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Delivery notes</source>
        <translation>Lieferscheine</translation>
    </message>
    <message>
        <source>Address labels</source>
        <translation>Adressetiketten</translation>
    </message>
    <message>
        <source>With the tickets, in the same tray</source>
        <translation>Mit den Tickets, im selben Fach</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>PostCard</name>
    <message>
        <source>Tickets by post</source>
        <translation>Tickets per Post</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>Post</translation>
    </message>
</context>
<context>
    <name>PostChoice</name>
    <message>
        <source>No printer that is set up here prints them.</source>
        <translation>Kein hier eingerichteter Drucker druckt sie.</translation>
    </message>
    <message>
        <source>Without both it is no run for the post: choose a printer for one of them.</source>
        <translation>Ohne beides ist es kein Lauf für die Post: Wählen Sie für eines davon einen Drucker.</translation>
    </message>
</context>
<context>
    <name>PostDialog</name>
    <message>
        <source>Tickets by post</source>
        <translation>Tickets per Post</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Send by post</source>
        <translation>Per Post senden</translation>
    </message>
    <message>
        <source>Takes them along</source>
        <translation>Nimmt sie mit</translation>
    </message>
    <message>
        <source>Where shall the tickets be sent?</source>
        <translation>Wohin werden die Tickets geschickt?</translation>
    </message>
    <message>
        <source>Please fill in.</source>
        <translation>Bitte ausfüllen.</translation>
    </message>
    <message>
        <source>That is too long for an envelope.</source>
        <translation>Das ist zu lang für einen Umschlag.</translation>
    </message>
    <message>
        <source>Like {example}.</source>
        <translation>Wie {example}.</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>Deutschland</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>Österreich</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Schweiz</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Vereinigtes Königreich</translation>
    </message>
    <message>
        <source>France</source>
        <translation>Frankreich</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>Vereinigte Staaten</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polen</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>Niederlande</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Belgien</translation>
    </message>
</context>
<context>
    <name>PracticeCard</name>
    <message>
        <source>The next paper brings: {fault}.</source>
        <translation>Der nächste Ausdruck bringt: {fault}.</translation>
    </message>
    <message>
        <source>Put right.</source>
        <translation>Behoben.</translation>
    </message>
    <message>
        <source>Practise with {printer}</source>
        <translation>Üben mit {printer}</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) came out; this is the last.</source>
        <translation>
            <numerusform>%n Ausdruck kam heraus; das ist er.</numerusform>
            <numerusform>%n Ausdrucke kamen heraus; das ist der letzte.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is spoiled.</source>
        <translation>Er ist verdorben.</translation>
    </message>
    <message>
        <source>Nothing came out yet.</source>
        <translation>Es kam noch nichts heraus.</translation>
    </message>
    <message>
        <source>The last paper</source>
        <translation>Der letzte Ausdruck</translation>
    </message>
    <message>
        <source>Fault to order</source>
        <translation>Störung, die kommen soll</translation>
    </message>
    <message>
        <source>It comes with the next paper.</source>
        <translation>Sie kommt mit dem nächsten Ausdruck.</translation>
    </message>
    <message>
        <source>Order it</source>
        <translation>Bestellen</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>Beheben</translation>
    </message>
</context>
<context>
    <name>PrintPreviewPage</name>
    <message>
        <source>Another, by its address</source>
        <translation>Ein anderer, nach Adresse</translation>
    </message>
    <message>
        <source>No layout is installed.</source>
        <translation>Kein Layout ist installiert.</translation>
    </message>
    <message>
        <source>Line {line}: {reason}</source>
        <translation>Zeile {line}: {reason}</translation>
    </message>
    <message>
        <source>{at} of {all}</source>
        <translation>{at} von {all}</translation>
    </message>
    <message>
        <source>Save tickets</source>
        <translation>Tickets speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) saved as {file}.</source>
        <translation>
            <numerusform>%n Ticket als {file} gespeichert.</numerusform>
            <numerusform>%n Tickets als {file} gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %n ticket(s) …</source>
        <translation>
            <numerusform>%n Ticket wird gesendet …</numerusform>
            <numerusform>%n Tickets werden gesendet …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) printed.</source>
        <translation>
            <numerusform>%n Ticket gedruckt.</numerusform>
            <numerusform>%n Tickets gedruckt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) sent; look whether they came out.</source>
        <translation>
            <numerusform>%n Ticket gesendet; nachsehen, ob es herauskam.</numerusform>
            <numerusform>%n Tickets gesendet; nachsehen, ob sie herauskamen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) not printed: {reason}</source>
        <translation>
            <numerusform>%n Ticket nicht gedruckt: {reason}</numerusform>
            <numerusform>%n Tickets nicht gedruckt: {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) not begun.</source>
        <translation>
            <numerusform>%n Ticket nicht begonnen.</numerusform>
            <numerusform>%n Tickets nicht begonnen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket</numerusform>
            <numerusform>%n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Print order {name}</source>
        <translation>Bestellung {name} drucken</translation>
    </message>
    <message>
        <source>Back to the order</source>
        <translation>Zurück zur Bestellung</translation>
    </message>
    <message>
        <source>Back to the order (Esc)</source>
        <translation>Zurück zur Bestellung (Esc)</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Voriges Ticket</translation>
    </message>
    <message>
        <source>Previous ticket (Page up)</source>
        <translation>Voriges Ticket (Bild auf)</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Nächstes Ticket</translation>
    </message>
    <message>
        <source>Next ticket (Page down)</source>
        <translation>Nächstes Ticket (Bild ab)</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>Language on the ticket</source>
        <translation>Sprache auf dem Ticket</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>ZPL printer in the network</source>
        <translation>ZPL-Drucker im Netz</translation>
    </message>
    <message>
        <source>This layout is not made for the printer&apos;s language. Choose another of the two.</source>
        <translation>Dieses Layout ist nicht für die Sprache des Druckers gemacht. Wählen Sie eines von beiden anders.</translation>
    </message>
    <message>
        <source>address:9100</source>
        <translation>Adresse:9100</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>Save as ZPL …</source>
        <translation>Als ZPL speichern …</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
</context>
<context>
    <name>PrinterForm</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Another printer has this name.</source>
        <translation>Ein anderer Drucker heißt schon so.</translation>
    </message>
    <message>
        <source>New printer</source>
        <translation>Neuer Drucker</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Where it stands: “Box office 1”, “Wristbands”. It stays as it is.</source>
        <translation>Wo er steht: „Kasse 1“, „Armbänder“. Der Name bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Printer language</source>
        <translation>Druckersprache</translation>
    </message>
    <message>
        <source>Its manual or its test print names it.</source>
        <translation>Handbuch oder Testdruck des Geräts nennen sie.</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo er ist</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>What lies in it: only layouts made for its language are listed.</source>
        <translation>Was in ihm liegt: Aufgeführt sind Layouts für seine Sprache.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>It is on the printer&apos;s label; a wrong one prints too large.</source>
        <translation>Sie steht auf dem Typenschild; eine falsche druckt zu groß.</translation>
    </message>
    <message>
        <source>Language on the ticket</source>
        <translation>Sprache auf dem Ticket</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PrinterPage</name>
    <message>
        <source>Which printer stands here?</source>
        <translation>Welcher Drucker steht hier?</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Continue without a printer</source>
        <translation>Weiter ohne Drucker</translation>
    </message>
    <message>
        <source>Keep it and go on to the test</source>
        <translation>Behalten und weiter zum Test</translation>
    </message>
    <message>
        <source>The test page shows whether everything on it comes out whole. More printers: settings, Printers.</source>
        <translation>Die Testseite zeigt, ob alles ganz herauskommt. Weitere Drucker: Einstellungen, Drucker.</translation>
    </message>
</context>
<context>
    <name>PrinterRow</name>
    <message>
        <source>asking …</source>
        <translation>wird gefragt …</translation>
    </message>
    <message>
        <source>the usual layout</source>
        <translation>das übliche Layout</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>Testseite</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>PrinterShare</name>
    <message>
        <source>Printers that share the run</source>
        <translation>Drucker, die sich den Drucklauf teilen</translation>
    </message>
    <message>
        <source>Printers of the tickets</source>
        <translation>Drucker der Tickets</translation>
    </message>
    <message>
        <source>No printer is set up: add one in the settings, Printers.</source>
        <translation>Kein Drucker eingerichtet: in den Einstellungen unter „Drucker“ hinzufügen.</translation>
    </message>
    <message>
        <source>No printer that is set up here prints tickets.</source>
        <translation>Kein hier eingerichteter Drucker druckt Tickets.</translation>
    </message>
    <message>
        <source>Papers on their way at once</source>
        <translation>Ausdrucke gleichzeitig unterwegs</translation>
    </message>
    <message>
        <source>More go faster where a printer acknowledges each paper; after a jam you are asked about all of them.</source>
        <translation>Mehrere gehen schneller, wo der Drucker jeden Ausdruck bestätigt; nach einem Stau wird nach allen gefragt.</translation>
    </message>
    <message>
        <source>One after the other</source>
        <translation>Einer nach dem anderen</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s)</source>
        <translation>
            <numerusform>%n Ausdruck</numerusform>
            <numerusform>%n Ausdrucke</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrinterTrial</name>
    <message>
        <source>It has rulers, codes, umlauts and fine lines, and takes one piece of stock.</source>
        <translation>Sie hat Lineale, Codes, Umlaute und feine Linien und braucht ein Stück Material.</translation>
    </message>
    <message>
        <source>Printing the test page …</source>
        <translation>Testseite wird gedruckt …</translation>
    </message>
    <message>
        <source>The page is printed. Look at it: are all four edges there, is it black enough, the right way up?</source>
        <translation>Die Seite ist gedruckt. Sehen Sie hin: Sind alle vier Ränder da, ist sie schwarz genug, steht sie richtig herum?</translation>
    </message>
    <message>
        <source>Changed. Print the page again and look.</source>
        <translation>Geändert. Drucken Sie die Seite noch einmal und sehen Sie hin.</translation>
    </message>
    <message>
        <source>The printer is set up.</source>
        <translation>Der Drucker ist eingerichtet.</translation>
    </message>
    <message>
        <source>The page may have come out.</source>
        <translation>Die Seite kam vielleicht heraus.</translation>
    </message>
    <message>
        <source>The page did not come out.</source>
        <translation>Die Seite kam nicht heraus.</translation>
    </message>
    <message>
        <source>What do you see?</source>
        <translation>Was sehen Sie?</translation>
    </message>
    <message>
        <source>Print it again</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Print the test page</source>
        <translation>Testseite drucken</translation>
    </message>
</context>
<context>
    <name>PrinterWords</name>
    <message>
        <source>FGL – ticket printers (Boca and alike)</source>
        <translation>FGL – Ticketdrucker (Boca und ähnliche)</translation>
    </message>
    <message>
        <source>ZPL – label printers (Zebra and alike)</source>
        <translation>ZPL – Etikettendrucker (Zebra und ähnliche)</translation>
    </message>
    <message>
        <source>ESC/POS – receipt printers (Epson and alike)</source>
        <translation>ESC/POS – Bondrucker (Epson und ähnliche)</translation>
    </message>
    <message>
        <source>TSPL – label printers (TSC and alike)</source>
        <translation>TSPL – Etikettendrucker (TSC und ähnliche)</translation>
    </message>
    <message>
        <source>StarPRNT – receipt printers (Star)</source>
        <translation>StarPRNT – Bondrucker (Star)</translation>
    </message>
    <message>
        <source>PDF – any other, through the system</source>
        <translation>PDF – jeder andere, über das System</translation>
    </message>
    <message>
        <source>In the network</source>
        <translation>Im Netzwerk</translation>
    </message>
    <message>
        <source>On a serial line</source>
        <translation>An einer seriellen Leitung</translation>
    </message>
    <message>
        <source>A printer of this computer</source>
        <translation>Ein Drucker dieses Computers</translation>
    </message>
    <message>
        <source>In the network, with IPP</source>
        <translation>Im Netzwerk, mit IPP</translation>
    </message>
    <message>
        <source>A device or file</source>
        <translation>Ein Gerät oder eine Datei</translation>
    </message>
    <message>
        <source>Simulated, to practise</source>
        <translation>Simuliert, zum Üben</translation>
    </message>
    <message>
        <source>Address and port: 192.0.2.7:9100. Its status print names them.</source>
        <translation>Adresse und Port: 192.0.2.7:9100. Sein Statusdruck nennt beide.</translation>
    </message>
    <message>
        <source>The line, and its speed: /dev/ttyUSB0?baud=19200, COM3?baud=9600</source>
        <translation>Die Leitung und ihr Tempo: /dev/ttyUSB0?baud=19200, COM3?baud=9600</translation>
    </message>
    <message>
        <source>The name it has in the system&apos;s list of printers.</source>
        <translation>Der Name, den er in der Druckerliste des Systems hat.</translation>
    </message>
    <message>
        <source>Address, port and path: 192.0.2.7:631/ipp/print</source>
        <translation>Adresse, Port und Pfad: 192.0.2.7:631/ipp/print</translation>
    </message>
    <message>
        <source>For one on USB: /dev/usb/lp0</source>
        <translation>Für einen an USB: /dev/usb/lp0</translation>
    </message>
    <message>
        <source>Any name. Its papers are pictures, and its faults are ordered.</source>
        <translation>Ein beliebiger Name. Seine Ausdrucke sind Bilder, seine Störungen bestellt man.</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>Sie stimmt</translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation>Steht auf dem Kopf</translation>
    </message>
    <message>
        <source>Cut at the left</source>
        <translation>Links abgeschnitten</translation>
    </message>
    <message>
        <source>Cut at the right</source>
        <translation>Rechts abgeschnitten</translation>
    </message>
    <message>
        <source>Cut at the top</source>
        <translation>Oben abgeschnitten</translation>
    </message>
    <message>
        <source>Cut at the bottom</source>
        <translation>Unten abgeschnitten</translation>
    </message>
    <message>
        <source>Too pale</source>
        <translation>Zu blass</translation>
    </message>
    <message>
        <source>Too dark</source>
        <translation>Zu dunkel</translation>
    </message>
    <message>
        <source>Paper jam</source>
        <translation>Papierstau</translation>
    </message>
    <message>
        <source>Paper runs out</source>
        <translation>Papier geht aus</translation>
    </message>
    <message>
        <source>Cover is opened</source>
        <translation>Deckel wird geöffnet</translation>
    </message>
    <message>
        <source>Cutter gets stuck</source>
        <translation>Messer klemmt</translation>
    </message>
    <message>
        <source>Prints, then says nothing</source>
        <translation>Druckt, sagt dann nichts</translation>
    </message>
    <message>
        <source>Answers nonsense</source>
        <translation>Antwortet Unsinn</translation>
    </message>
    <message>
        <source>Switched off in mid-ticket</source>
        <translation>Mitten im Ticket ausgeschaltet</translation>
    </message>
    <message>
        <source>Prints, then is cut off</source>
        <translation>Druckt, ist dann getrennt</translation>
    </message>
    <message>
        <source>A name of at most 40 signs, without colon and not beginning with a hyphen.</source>
        <translation>Ein Name mit höchstens 40 Zeichen, ohne Doppelpunkt und ohne Bindestrich am Anfang.</translation>
    </message>
    <message>
        <source>Choose the language that its manual names.</source>
        <translation>Wählen Sie die Sprache, die sein Handbuch nennt.</translation>
    </message>
    <message>
        <source>That is no address of this kind, or this language does not go that way.</source>
        <translation>Das ist keine Adresse dieser Art, oder diese Sprache geht nicht auf diesem Weg.</translation>
    </message>
    <message>
        <source>Printers of this language are not made with that resolution.</source>
        <translation>Drucker dieser Sprache gibt es nicht mit dieser Auflösung.</translation>
    </message>
    <message>
        <source>This layout can&apos;t be printed there: its codes would be too small.</source>
        <translation>Dieses Layout kann dort nicht gedruckt werden: Seine Codes würden zu klein.</translation>
    </message>
    <message>
        <source>That can&apos;t be mended from here any further: look at the printer&apos;s menu.</source>
        <translation>Weiter lässt sich das von hier nicht beheben: Sehen Sie im Menü des Druckers nach.</translation>
    </message>
    <message>
        <source>It can&apos;t be set up like that.</source>
        <translation>So lässt er sich nicht einrichten.</translation>
    </message>
</context>
<context>
    <name>Printers</name>
    <message>
        <source>Paper jam</source>
        <translation>Papierstau</translation>
    </message>
    <message>
        <source>Open the printer, take the jammed paper out and close it again.</source>
        <translation>Öffnen Sie den Drucker, nehmen Sie das gestaute Papier heraus und schließen Sie ihn wieder.</translation>
    </message>
    <message>
        <source>No paper</source>
        <translation>Kein Papier</translation>
    </message>
    <message>
        <source>Put a new roll or stack in.</source>
        <translation>Legen Sie eine neue Rolle oder einen neuen Stapel ein.</translation>
    </message>
    <message>
        <source>Little paper left</source>
        <translation>Wenig Papier</translation>
    </message>
    <message>
        <source>It goes on printing. Have the next roll at hand.</source>
        <translation>Er druckt weiter. Halten Sie die nächste Rolle bereit.</translation>
    </message>
    <message>
        <source>The cover is open</source>
        <translation>Der Deckel ist offen</translation>
    </message>
    <message>
        <source>Close the cover or the print head until it clicks.</source>
        <translation>Schließen Sie Deckel oder Druckkopf, bis es klickt.</translation>
    </message>
    <message>
        <source>No ribbon</source>
        <translation>Kein Farbband</translation>
    </message>
    <message>
        <source>Put a new ribbon in.</source>
        <translation>Legen Sie ein neues Farbband ein.</translation>
    </message>
    <message>
        <source>The cutter is stuck</source>
        <translation>Das Messer klemmt</translation>
    </message>
    <message>
        <source>Switch the printer off, free the cutter, switch it on again.</source>
        <translation>Schalten Sie den Drucker aus, machen Sie das Messer frei, schalten Sie ihn wieder ein.</translation>
    </message>
    <message>
        <source>The print head is too hot</source>
        <translation>Der Druckkopf ist zu heiß</translation>
    </message>
    <message>
        <source>Wait a few minutes; it goes on by itself.</source>
        <translation>Warten Sie ein paar Minuten; er macht von selbst weiter.</translation>
    </message>
    <message>
        <source>The printer is paused</source>
        <translation>Der Drucker pausiert</translation>
    </message>
    <message>
        <source>Press its pause or feed button.</source>
        <translation>Drücken Sie seine Pause- oder Vorschubtaste.</translation>
    </message>
    <message>
        <source>The printer is off or cut off</source>
        <translation>Der Drucker ist aus oder getrennt</translation>
    </message>
    <message>
        <source>Check power and cable, and whether its lamp is on.</source>
        <translation>Prüfen Sie Strom und Kabel und ob seine Lampe leuchtet.</translation>
    </message>
    <message>
        <source>The printer does not answer</source>
        <translation>Der Drucker antwortet nicht</translation>
    </message>
    <message>
        <source>Look whether it shows a fault; switch it off and on if it does not.</source>
        <translation>Sehen Sie nach, ob er eine Störung zeigt; sonst schalten Sie ihn aus und ein.</translation>
    </message>
    <message>
        <source>The printer answers nonsense</source>
        <translation>Der Drucker antwortet Unsinn</translation>
    </message>
    <message>
        <source>Check that its language is the one it is set up with.</source>
        <translation>Prüfen Sie, ob er mit seiner Sprache eingerichtet ist.</translation>
    </message>
    <message>
        <source>Another printer answers</source>
        <translation>Ein anderer Drucker antwortet</translation>
    </message>
    <message>
        <source>Check the cable, or set this printer up anew.</source>
        <translation>Prüfen Sie das Kabel, oder richten Sie diesen Drucker neu ein.</translation>
    </message>
    <message>
        <source>The printer reports a fault</source>
        <translation>Der Drucker meldet eine Störung</translation>
    </message>
    <message>
        <source>Read its display and mend it there.</source>
        <translation>Lesen Sie seine Anzeige und beheben Sie sie dort.</translation>
    </message>
    <message>
        <source>Nobody knows whether the paper came out</source>
        <translation>Niemand weiß, ob der Ausdruck herauskam</translation>
    </message>
    <message>
        <source>Look at the paper in the tray of the printer.</source>
        <translation>Sehen Sie sich das Papier in der Ablage des Druckers an.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Can&apos;t be asked</source>
        <translation>Sagt nichts von sich</translation>
    </message>
</context>
<context>
    <name>PrintersScreen</name>
    <message>
        <source>Printers</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>What is kept here counts for this station alone.</source>
        <translation>Was hier steht, gilt nur für diese Station.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Add a printer</source>
        <translation>Drucker hinzufügen</translation>
    </message>
    <message>
        <source>Test page of {printer}</source>
        <translation>Testseite von {printer}</translation>
    </message>
    <message>
        <source>Set up here</source>
        <translation>Hier eingerichtet</translation>
    </message>
    <message>
        <source>No printer is set up. Add the one beside this computer, or a simulated one to practise with.</source>
        <translation>Kein Drucker ist eingerichtet. Fügen Sie den neben diesem Computer hinzu, oder einen simulierten zum Üben.</translation>
    </message>
</context>
<context>
    <name>PrintingScreen</name>
    <message>
        <source>No printer is set up.</source>
        <translation>Kein Drucker ist eingerichtet.</translation>
    </message>
    <message>
        <source>The rest of {order} is printed when the run goes on.</source>
        <translation>Der Rest von {order} wird gedruckt, wenn der Lauf weitergeht.</translation>
    </message>
    <message>
        <source>{order} is left out.</source>
        <translation>{order} wird ausgelassen.</translation>
    </message>
    <message>
        <source>Cancel the run of {what}?</source>
        <translation>Drucklauf abbrechen: {what}?</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) that wait are not printed.</source>
        <translation>
            <numerusform>%n Ausdruck, der wartet, wird nicht gedruckt.</numerusform>
            <numerusform>%n Ausdrucke, die warten, werden nicht gedruckt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The {n} that are printed stay good; what is in doubt is still asked.</source>
        <translation>Was gedruckt ist ({n}), bleibt gut; was fraglich ist, wird weiter gefragt.</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Drucklauf abbrechen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) good.</source>
        <translation>
            <numerusform>%n Ausdruck ist gut.</numerusform>
            <numerusform>%n Ausdrucke sind gut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) void: print them again.</source>
        <translation>
            <numerusform>%n Ausdruck ist ungültig: noch einmal drucken.</numerusform>
            <numerusform>%n Ausdrucke sind ungültig: noch einmal drucken.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ticket {number} printed as issue {issue}; put the old paper away.</source>
        <translation>Ticket {number} ist als Ausgabe {issue} gedruckt; nehmen Sie den alten Ausdruck weg.</translation>
    </message>
    <message>
        <source>Issue {issue} of ticket {number} was sent; look whether it came out.</source>
        <translation>Ausgabe {issue} von Ticket {number} ist gesendet; sehen Sie nach, ob sie herauskam.</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) to look at</source>
        <translation>
            <numerusform>%n Ausdruck anzusehen</numerusform>
            <numerusform>%n Ausdrucke anzusehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) to decide</source>
        <translation>
            <numerusform>%n Bestellung zu entscheiden</numerusform>
            <numerusform>%n Bestellungen zu entscheiden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) under way</source>
        <translation>
            <numerusform>%n Drucklauf im Gang</numerusform>
            <numerusform>%n Druckläufe im Gang</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is in doubt, nothing is under way</source>
        <translation>Nichts ist fraglich, nichts ist im Gang</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Druck</translation>
    </message>
</context>
<context>
    <name>Proofs</name>
    <message>
        <source>No printer is set up that this layout is made for.</source>
        <translation>Es ist kein Drucker eingerichtet, für den dieses Layout gemacht ist.</translation>
    </message>
    <message>
        <source>A test print came out of {printer}. It is no ticket.</source>
        <translation>Ein Probedruck kam aus {printer}. Er ist kein Ticket.</translation>
    </message>
    <message>
        <source>A test print went to {printer}, which can&apos;t say whether it came out.</source>
        <translation>Ein Probedruck ging an {printer}, der nicht sagen kann, ob er herauskam.</translation>
    </message>
    <message>
        <source>{printer} took nothing: {reason}</source>
        <translation>{printer} hat nichts angenommen: {reason}</translation>
    </message>
    <message>
        <source>Look whether a test print came out of {printer}: {reason}</source>
        <translation>Nachsehen, ob ein Probedruck aus {printer} kam: {reason}</translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message>
        <source>{unit} each, {sum} in all</source>
        <translation>je {unit}, zusammen {sum}</translation>
    </message>
    <message>
        <source>Into the basket</source>
        <translation>In den Warenkorb</translation>
    </message>
    <message>
        <source>The store counts none of it: there is always one more.</source>
        <translation>Der Shop zählt sie nicht: Es gibt immer noch eins.</translation>
    </message>
    <message numerus="yes">
        <source>%n at this till, sold at once</source>
        <translation>
            <numerusform>%n an dieser Kasse, sofort verkauft</numerusform>
            <numerusform>%n an dieser Kasse, sofort verkauft</numerusform>
        </translation>
    </message>
    <message>
        <source>the store is asked at each sale</source>
        <translation>der Shop wird bei jedem Verkauf gefragt</translation>
    </message>
    <message numerus="yes">
        <source>%n in the shop</source>
        <translation>
            <numerusform>%n im Shop</numerusform>
            <numerusform>%n im Shop</numerusform>
        </translation>
    </message>
    <message>
        <source>Full price</source>
        <translation>Vollpreis</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Ermäßigt</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Price class</source>
        <translation>Preisklasse</translation>
    </message>
    <message>
        <source>How many?</source>
        <translation>Wie viele?</translation>
    </message>
    <message>
        <source>Why free?</source>
        <translation>Warum frei?</translation>
    </message>
    <message>
        <source>Guest list, press, artist: it stands in the report.</source>
        <translation>Gästeliste, Presse, Künstler: Es steht im Bericht.</translation>
    </message>
    <message>
        <source>Erase the last digit</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>ReceiverCard</name>
    <message>
        <source>Receive webhooks</source>
        <translation>Webhooks empfangen</translation>
    </message>
    <message>
        <source>The store tells changes at once, through a tunnel of yours. Fetching goes on beside it.</source>
        <translation>Der Shop meldet Änderungen sofort, durch einen eigenen Tunnel. Daneben wird weiter abgefragt.</translation>
    </message>
    <message>
        <source>Not receiving</source>
        <translation>Kein Empfang</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Last one</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
</context>
<context>
    <name>ReportsScreen</name>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Reports are not part of this version yet.</source>
        <translation>Berichte sind noch nicht Teil dieser Version.</translation>
    </message>
    <message>
        <source>Sales, entry and stock of today are on the dashboard; tables can be exported as CSV.</source>
        <translation>Verkauf, Einlass und Bestand von heute stehen in der Übersicht; Tabellen lassen sich als CSV exportieren.</translation>
    </message>
</context>
<context>
    <name>ReprintDialog</name>
    <message>
        <source>Print again</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Jammed</source>
        <translation>Gestaut</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Spoiled</source>
        <translation>Verdorben</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Print ticket {number} again</source>
        <translation>Ticket {number} noch einmal drucken</translation>
    </message>
    <message>
        <source>The ticket gets its next issue. Every paper of it that was printed so far is refused as replaced: at this station&apos;s doors at once, at the others after their next sync.</source>
        <translation>Das Ticket bekommt seine nächste Ausgabe. Alle bisherigen Ausdrucke werden als ersetzt abgewiesen: an den Türen dieser Station sofort, an den anderen nach ihrem nächsten Abgleich.</translation>
    </message>
    <message>
        <source>Kept with your name; the steward reads it.</source>
        <translation>Wird mit Ihrem Namen festgehalten.</translation>
    </message>
    <message>
        <source>What became of the old paper?</source>
        <translation>Was wurde aus dem alten Ausdruck?</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
</context>
<context>
    <name>RollFigures</name>
    <message numerus="yes">
        <source>%n printed</source>
        <translation>
            <numerusform>%n gedruckt</numerusform>
            <numerusform>%n gedruckt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <translation>
            <numerusform>%n fraglich</numerusform>
            <numerusform>%n fraglich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n spoiled</source>
        <translation>
            <numerusform>%n verdorben</numerusform>
            <numerusform>%n verdorben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n fehlt</numerusform>
            <numerusform>%n fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more printed than gone</source>
        <translation>
            <numerusform>%n mehr gedruckt als fehlt</numerusform>
            <numerusform>%n mehr gedruckt als fehlen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RollLine</name>
    <message>
        <source>{roll} in {printer}</source>
        <translation>{roll} in {printer}</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>aufgebraucht</translation>
    </message>
    <message>
        <source>next piece {serial}</source>
        <translation>nächstes Stück {serial}</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} übrig</translation>
    </message>
    <message>
        <source>Spoiled …</source>
        <translation>Verdorben …</translation>
    </message>
    <message>
        <source>Count …</source>
        <translation>Zählen …</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Wechseln …</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Write doors, start or end with minutes (doors-30), or a time of day (18:30).</source>
        <translation>doors, start oder end mit Minuten (doors-30) schreiben, oder eine Uhrzeit (18:30).</translation>
    </message>
    <message>
        <source>Write a whole number.</source>
        <translation>Eine ganze Zahl schreiben.</translation>
    </message>
    <message>
        <source>Write days like 2026-11-14, with commas between them.</source>
        <translation>Tage wie 2026-11-14 schreiben, mit Kommas dazwischen.</translation>
    </message>
    <message>
        <source>Write a time of day, like 04:00.</source>
        <translation>Eine Uhrzeit schreiben, wie 04:00.</translation>
    </message>
    <message>
        <source>Write categories of the event with a number: Family = 4.</source>
        <translation>Kategorien des Events mit einer Zahl schreiben: Familie = 4.</translation>
    </message>
    <message>
        <source>Write names of this event&apos;s categories, with commas between them.</source>
        <translation>Namen von Kategorien dieses Events schreiben, mit Kommas dazwischen.</translation>
    </message>
    <message>
        <source>Open at any time.</source>
        <translation>Jederzeit offen.</translation>
    </message>
    <message>
        <source>Opens {opens}, does not close.</source>
        <translation>Öffnet {opens}, schließt nicht.</translation>
    </message>
    <message>
        <source>Open until {closes}.</source>
        <translation>Offen bis {closes}.</translation>
    </message>
    <message>
        <source>Opens {opens}, closes {closes}.</source>
        <translation>Öffnet {opens}, schließt {closes}.</translation>
    </message>
    <message>
        <source>{minutes} min of grace are in it.</source>
        <translation>{minutes} Min. Kulanz sind darin.</translation>
    </message>
    <message>
        <source>at a time the event does not have</source>
        <translation>zu einer Zeit, die das Event nicht hat</translation>
    </message>
    <message>
        <source>Only on {days}.</source>
        <translation>Nur am {days}.</translation>
    </message>
    <message>
        <source>All categories pass here.</source>
        <translation>Alle Kategorien kommen hier herein.</translation>
    </message>
    <message>
        <source>Only {categories} pass here.</source>
        <translation>Nur {categories} kommen hier herein.</translation>
    </message>
    <message>
        <source>Entries a person and day: {n}.</source>
        <translation>Eintritte je Person und Tag: {n}.</translation>
    </message>
    <message>
        <source>Entries a person: {n}.</source>
        <translation>Eintritte je Person: {n}.</translation>
    </message>
    <message>
        <source>Whoever was scanned out may come back.</source>
        <translation>Wer hinausgescannt wurde, darf zurückkommen.</translation>
    </message>
    <message>
        <source>Whoever left stays out.</source>
        <translation>Wer gegangen ist, bleibt draußen.</translation>
    </message>
    <message>
        <source>People a ticket: {groups}.</source>
        <translation>Personen je Ticket: {groups}.</translation>
    </message>
    <message>
        <source>Everybody counts as gone {time}.</source>
        <translation>Alle gelten als gegangen: {time}.</translation>
    </message>
    <message>
        <source>A bare number is admitted.</source>
        <translation>Eine bloße Nummer wird eingelassen.</translation>
    </message>
    <message>
        <source>A bare number asks the steward.</source>
        <translation>Bei einer bloßen Nummer wird das Personal gefragt.</translation>
    </message>
    <message>
        <source>A genuine code the mirror does not know is admitted.</source>
        <translation>Ein echter Code, den der Spiegel nicht kennt, wird eingelassen.</translation>
    </message>
    <message>
        <source>A genuine code the mirror does not know asks the steward.</source>
        <translation>Bei einem echten Code, den der Spiegel nicht kennt, wird das Personal gefragt.</translation>
    </message>
    <message>
        <source>A genuine code the mirror does not know is refused.</source>
        <translation>Ein echter Code, den der Spiegel nicht kennt, wird abgelehnt.</translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>Section</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>As the event names it: its id or its name.</source>
        <translation>Wie die Veranstaltung sie nennt: Kennung oder Name.</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Reihen</translation>
    </message>
    <message>
        <source>Bow</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>Row to row</source>
        <translation>Reihenabstand</translation>
    </message>
    <message>
        <source>Aisle before seat</source>
        <translation>Gang vor Platz</translation>
    </message>
    <message>
        <source>Numbered from</source>
        <translation>Gezählt von</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nummern</translation>
    </message>
    <message>
        <source>First number</source>
        <translation>Erste Nummer</translation>
    </message>
    <message>
        <source>Rows are called</source>
        <translation>Reihen heißen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Row names and numbers, with commas: I, O, 13.</source>
        <translation>Reihennamen und Nummern, mit Komma: I, O, 13.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>the middle</source>
        <translation>der Mitte</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>every other</source>
        <translation>jede zweite</translation>
    </message>
    <message>
        <source>Name the section first.</source>
        <translation>Zuerst den Bereich benennen.</translation>
    </message>
    <message>
        <source>A whole number from {least}.</source>
        <translation>Eine ganze Zahl ab {least}.</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>The rules hold from the next scan on.</source>
        <translation>Die Regeln gelten ab dem nächsten Scan.</translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>Rules of the door</source>
        <translation>Regeln am Einlass</translation>
    </message>
    <message>
        <source>this event at this gate</source>
        <translation>dieses Event an diesem Tor</translation>
    </message>
    <message>
        <source>this event</source>
        <translation>dieses Event</translation>
    </message>
    <message>
        <source>this gate</source>
        <translation>dieses Tor</translation>
    </message>
    <message>
        <source>the station&apos;s settings</source>
        <translation>die Einstellungen der Station</translation>
    </message>
    <message>
        <source>{value} by {layer}</source>
        <translation>{value} durch {layer}</translation>
    </message>
    <message>
        <source>doors-30, start, end+15 or 18:30; “none” lifts it</source>
        <translation>doors-30, start, end+15 oder 18:30; „keine“ hebt es auf</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>Öffnet</translation>
    </message>
    <message>
        <source>Closes</source>
        <translation>Schließt</translation>
    </message>
    <message>
        <source>Grace (min)</source>
        <translation>Kulanz (Min.)</translation>
    </message>
    <message>
        <source>allowed before opening and after closing</source>
        <translation>erlaubt vor dem Öffnen und nach dem Schließen</translation>
    </message>
    <message>
        <source>Everybody counts as gone</source>
        <translation>Alle gelten als gegangen</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>who may pass here, with commas; “none” lifts it</source>
        <translation>wer hier herein darf, mit Kommas; „keine“ hebt es auf</translation>
    </message>
    <message>
        <source>People a ticket</source>
        <translation>Personen je Ticket</translation>
    </message>
    <message>
        <source>Family = 4, Group = 10</source>
        <translation>Familie = 4, Gruppe = 10</translation>
    </message>
    <message>
        <source>Entries a person</source>
        <translation>Eintritte je Person</translation>
    </message>
    <message>
        <source>how often a ticket is good</source>
        <translation>wie oft ein Ticket gilt</translation>
    </message>
    <message>
        <source>Entries count</source>
        <translation>Eintritte zählen</translation>
    </message>
    <message>
        <source>for the whole event, or anew each day</source>
        <translation>für das ganze Event oder jeden Tag neu</translation>
    </message>
    <message>
        <source>Coming back</source>
        <translation>Wiedereinlass</translation>
    </message>
    <message>
        <source>for whoever was scanned out</source>
        <translation>für alle, die hinausgescannt wurden</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>of a pass: 2026-11-14, 2026-11-15</source>
        <translation>eines Passes: 2026-11-14, 2026-11-15</translation>
    </message>
    <message>
        <source>The day begins</source>
        <translation>Der Tag beginnt</translation>
    </message>
    <message>
        <source>04:00 counts the small hours to the evening</source>
        <translation>04:00 zählt die ersten Stunden zum Abend davor</translation>
    </message>
    <message>
        <source>Bare numbers</source>
        <translation>Bloße Nummern</translation>
    </message>
    <message>
        <source>an EAN or number, which nobody signed</source>
        <translation>EAN oder Nummer, die niemand signiert hat</translation>
    </message>
    <message>
        <source>Genuine, but not in the mirror</source>
        <translation>Echt, aber nicht im Spiegel</translation>
    </message>
    <message>
        <source>sold since the last sync</source>
        <translation>seit dem letzten Abgleich verkauft</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Which rules</source>
        <translation>Welche Regeln</translation>
    </message>
    <message>
        <source>What would hold</source>
        <translation>Was gelten würde</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Tor</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Event at gate</source>
        <translation>Event am Tor</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>wie bisher</translation>
    </message>
    <message>
        <source>for the event</source>
        <translation>für das Event</translation>
    </message>
    <message>
        <source>each day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>admit</source>
        <translation>einlassen</translation>
    </message>
    <message>
        <source>ask the steward</source>
        <translation>Personal fragen</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>Keep these rules</source>
        <translation>Regeln übernehmen</translation>
    </message>
</context>
<context>
    <name>RunLine</name>
    <message>
        <source>{done} of {all} printed</source>
        <translation>{done} von {all} gedruckt</translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <translation>
            <numerusform>%n fraglich</numerusform>
            <numerusform>%n fraglich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n void</source>
        <translation>
            <numerusform>%n ungültig</numerusform>
            <numerusform>%n ungültig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not printed</source>
        <translation>
            <numerusform>%n nicht gedruckt</numerusform>
            <numerusform>%n nicht gedruckt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>for the post, order by order</source>
        <translation>für die Post, Bestellung für Bestellung</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) without an address left out</source>
        <translation>
            <numerusform>%n Bestellung ohne Adresse ausgelassen</numerusform>
            <numerusform>%n Bestellungen ohne Adresse ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Elsewhere …</source>
        <translation>Anderswo …</translation>
    </message>
    <message>
        <source>Cancel …</source>
        <translation>Abbrechen …</translation>
    </message>
    <message>
        <source>Continue on other printers, or with another number of papers at once</source>
        <translation>Auf anderen Druckern fortsetzen oder mit einer anderen Zahl von Ausdrucken gleichzeitig</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Druckt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Steht</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>noch etwa {n} Min.</translation>
    </message>
    <message>
        <source>about {n} h left</source>
        <translation>noch etwa {n} Std.</translation>
    </message>
    <message>
        <source>Chosen tickets</source>
        <translation>Gewählte Tickets</translation>
    </message>
</context>
<context>
    <name>RunsCard</name>
    <message>
        <source>Runs</source>
        <translation>Druckläufe</translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n frei</numerusform>
            <numerusform>%n frei</numerusform>
        </translation>
    </message>
    <message>
        <source>Leaves seat {seat} alone.</source>
        <translation>Lässt Platz {seat} allein.</translation>
    </message>
    <message numerus="yes">
        <source>Leaves %n seat(s) alone.</source>
        <translation>
            <numerusform>Lässt %n Platz allein.</numerusform>
            <numerusform>Lässt %n Plätze allein.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n seat(s) are free.</source>
        <translation>
            <numerusform>Nur %n Platz ist frei.</numerusform>
            <numerusform>Nur %n Plätze sind frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>In two rows: nowhere else are so many seats together.</source>
        <translation>In zwei Reihen: Nirgends sonst sind so viele Plätze beisammen.</translation>
    </message>
    <message>
        <source>Restricted view.</source>
        <translation>Eingeschränkte Sicht.</translation>
    </message>
    <message>
        <source>Nowhere are so many seats together. Divide the party, or choose by hand.</source>
        <translation>Nirgends sind so viele Plätze beisammen. Die Gruppe teilen oder von Hand wählen.</translation>
    </message>
    <message>
        <source>No place for a wheelchair is free with so many seats beside it.</source>
        <translation>Kein Rollstuhlplatz ist mit so vielen Plätzen daneben frei.</translation>
    </message>
</context>
<context>
    <name>SalePanel</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket</numerusform>
            <numerusform>%n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>incl. VAT {rate} %  {amount}</source>
        <translation>enthaltene MwSt. {rate} %  {amount}</translation>
    </message>
    <message>
        <source>Walk-in buyer</source>
        <translation>Laufkundschaft</translation>
    </message>
    <message numerus="yes">
        <source>Print %n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket drucken</numerusform>
            <numerusform>%n Tickets drucken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n basket(s) put aside</source>
        <translation>
            <numerusform>%n Warenkorb geparkt</numerusform>
            <numerusform>%n Warenkörbe geparkt</numerusform>
        </translation>
    </message>
    <message>
        <source>no printer</source>
        <translation>kein Drucker</translation>
    </message>
    <message numerus="yes">
        <source> · %n left on the roll</source>
        <translation>
            <numerusform> · Rolle noch %n</numerusform>
            <numerusform> · Rolle noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Discount {amount}: {reason}</source>
        <translation>Rabatt {amount}: {reason}</translation>
    </message>
    <message>
        <source>{amount} each</source>
        <translation>je {amount}</translation>
    </message>
    <message>
        <source>Take {title} out of the basket</source>
        <translation>{title} aus dem Warenkorb nehmen</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Sale {n}</source>
        <translation>Verkauf {n}</translation>
    </message>
    <message>
        <source>Last {n}</source>
        <translation>Zuletzt {n}</translation>
    </message>
    <message numerus="yes">
        <source>%n printed</source>
        <translation>
            <numerusform>%n gedruckt</numerusform>
            <numerusform>%n gedruckt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n zu prüfen</numerusform>
            <numerusform>%n zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tickets by post</source>
        <translation>Tickets per Post</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>keine Adresse</translation>
    </message>
    <message>
        <source>reduced</source>
        <translation>ermäßigt</translation>
    </message>
    <message>
        <source>child</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>free of charge</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Put the basket aside</source>
        <translation>Warenkorb parken</translation>
    </message>
    <message>
        <source>Discount …</source>
        <translation>Rabatt …</translation>
    </message>
    <message>
        <source>Tickets by post …</source>
        <translation>Tickets per Post …</translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation>Beleg drucken</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Nochmals</translation>
    </message>
</context>
<context>
    <name>ScannerForm</name>
    <message>
        <source>Another line, typed below</source>
        <translation>Eine andere Leitung, unten eingetippt</translation>
    </message>
    <message>
        <source>New scanner</source>
        <translation>Neuer Scanner</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>It stands beside every scan: “Gate A”, “Hand scanner”.</source>
        <translation>Er steht bei jedem Scan: „Tor A“, „Handscanner“.</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>An diesem Computer gefunden</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>A scanner on USB is found again in whatever socket.</source>
        <translation>Ein Scanner an USB wird an jeder Buchse wiedergefunden.</translation>
    </message>
    <message>
        <source>Keyboard layout</source>
        <translation>Tastaturbelegung</translation>
    </message>
    <message>
        <source>The layout the scanner was programmed for.</source>
        <translation>Die Belegung, für die der Scanner eingestellt ist.</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Vorsatz</translation>
    </message>
    <message>
        <source>Signs the scanner is programmed to send first. The surest way to tell it from a hand.</source>
        <translation>Zeichen, die der Scanner laut Einstellung zuerst sendet. So ist er am sichersten von einer Hand zu unterscheiden.</translation>
    </message>
    <message>
        <source>Longest pause within a scan</source>
        <translation>Längste Pause in einem Scan</translation>
    </message>
    <message>
        <source>0 finds it out by itself.</source>
        <translation>0 findet sie von selbst heraus.</translation>
    </message>
    <message>
        <source>Speed in baud</source>
        <translation>Geschwindigkeit in Baud</translation>
    </message>
    <message>
        <source>Counts for true serial lines only.</source>
        <translation>Zählt nur bei echten seriellen Leitungen.</translation>
    </message>
    <message>
        <source>Every scan ends with Return or Tab</source>
        <translation>Jeder Scan endet mit Eingabe oder Tab</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ScannerHub</name>
    <message>
        <source>Keyboard scanner</source>
        <translation>Tastaturscanner</translation>
    </message>
    <message>
        <source>A scan came, and nothing here takes it. Open the door first.</source>
        <translation>Ein Scan kam an, und nichts hier nimmt ihn. Öffnen Sie zuerst den Einlass.</translation>
    </message>
    <message>
        <source>{scanner} is back.</source>
        <translation>{scanner} ist wieder da.</translation>
    </message>
    <message>
        <source>{scanner} is not plugged in any more. It is heard again as soon as it is back.</source>
        <translation>{scanner} ist nicht mehr eingesteckt. Sobald er wieder da ist, wird er gehört.</translation>
    </message>
</context>
<context>
    <name>ScannerPage</name>
    <message>
        <source>Does the scanner read?</source>
        <translation>Liest der Scanner?</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Finish without a test</source>
        <translation>Ohne Test fertig</translation>
    </message>
</context>
<context>
    <name>ScannerRow</name>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>not plugged in</source>
        <translation>nicht eingesteckt</translation>
    </message>
    <message>
        <source>can&apos;t be opened: another program may hold it</source>
        <translation>lässt sich nicht öffnen: vielleicht hält ihn ein anderes Programm</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ScannerTrial</name>
    <message>
        <source>Keyboard scanner</source>
        <translation>Tastaturscanner</translation>
    </message>
    <message>
        <source>Mended</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Scan the code once more to see that it is right now.</source>
        <translation>Scannen Sie den Code noch einmal, um zu sehen, dass es jetzt stimmt.</translation>
    </message>
    <message>
        <source>Code to scan</source>
        <translation>Code zum Scannen</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Keys that were not taken for a scan</source>
        <translation>Tasten, die nicht als Scan galten</translation>
    </message>
    <message>
        <source>Keys that were not taken for a scan appear here. They come from a hand, or from a slow scanner.</source>
        <translation>Hier erscheinen Tasten, die nicht als Scan galten. Sie kommen von einer Hand oder von einem langsamen Scanner.</translation>
    </message>
    <message>
        <source>Hold each scanner over this code, or over a ticket. It counts nowhere.</source>
        <translation>Halten Sie jeden Scanner über diesen Code oder über ein Ticket. Es zählt nirgends.</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>Wie es ankam</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>End sign</source>
        <translation>Endzeichen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Noch einmal gelesen</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>einmal</numerusform>
            <numerusform>%n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>Not right yet</source>
        <translation>Noch nicht richtig</translation>
    </message>
    <message>
        <source>The scanner types slower than expected. Mend sets its longest pause to {ms} ms.</source>
        <translation>Der Scanner tippt langsamer als erwartet. „Beheben“ setzt seine längste Pause auf {ms} ms.</translation>
    </message>
    <message>
        <source>The scanner types for another keyboard ({layout}) than this computer has. Press Mend.</source>
        <translation>Der Scanner tippt für eine andere Tastatur ({layout}), als dieser Computer hat. „Beheben“ drücken.</translation>
    </message>
    <message>
        <source>{scanner} reads as it should.</source>
        <translation>{scanner} liest, wie er soll.</translation>
    </message>
    <message>
        <source>Capitals and small letters are exchanged: Caps Lock is on, on this computer or in the scanner.</source>
        <translation>Groß- und Kleinbuchstaben sind vertauscht: Die Feststelltaste ist an, an diesem Computer oder im Scanner.</translation>
    </message>
    <message>
        <source>Signs are missing. Set the scanner to type slower, or plug it in directly.</source>
        <translation>Zeichen fehlen. Stellen Sie den Scanner langsamer ein, oder stecken Sie ihn direkt ein.</translation>
    </message>
    <message>
        <source>This is neither the code above nor a ticket, or the scanner reads it wrongly.</source>
        <translation>Das ist weder der Code oben noch ein Ticket, oder der Scanner liest es falsch.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>The scanner does not send the prefix {prefix}. Mend takes it out of the settings.</source>
        <translation>Der Scanner sendet den Vorsatz {prefix} nicht. „Beheben“ nimmt ihn aus den Einstellungen.</translation>
    </message>
    <message>
        <source>The scanner sends no Return or Tab. Mend takes that out of the settings.</source>
        <translation>Der Scanner sendet weder Eingabe noch Tab. „Beheben“ nimmt das aus den Einstellungen.</translation>
    </message>
    <message>
        <source>A ticket&apos;s code</source>
        <translation>Code eines Tickets</translation>
    </message>
    <message>
        <source>A ticket&apos;s EAN</source>
        <translation>EAN eines Tickets</translation>
    </message>
    <message>
        <source>A ticket&apos;s number</source>
        <translation>Nummer eines Tickets</translation>
    </message>
    <message>
        <source>The test code</source>
        <translation>Der Testcode</translation>
    </message>
    <message>
        <source>Nothing known</source>
        <translation>Nichts Bekanntes</translation>
    </message>
    <message>
        <source>{usual} ms from key to key, {longest} ms at most</source>
        <translation>{usual} ms von Taste zu Taste, höchstens {longest} ms</translation>
    </message>
    <message>
        <source>Return or Tab</source>
        <translation>Eingabe oder Tab</translation>
    </message>
    <message>
        <source>none, a pause ends it</source>
        <translation>keines, eine Pause beendet ihn</translation>
    </message>
</context>
<context>
    <name>Scanners</name>
    <message>
        <source>Types like a keyboard</source>
        <translation>Tippt wie eine Tastatur</translation>
    </message>
    <message>
        <source>Serial line</source>
        <translation>Serielle Leitung</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Give it a name: “Gate A”, “Hand scanner”.</source>
        <translation>Geben Sie ihm einen Namen: „Tor A“, „Handscanner“.</translation>
    </message>
    <message>
        <source>Another scanner has this name.</source>
        <translation>Ein anderer Scanner heißt schon so.</translation>
    </message>
    <message>
        <source>A name has at most {longest} characters.</source>
        <translation>Ein Name hat höchstens {longest} Zeichen.</translation>
    </message>
    <message>
        <source>Choose the line it is on.</source>
        <translation>Wählen Sie die Leitung, an der er hängt.</translation>
    </message>
    <message>
        <source>Another scanner is on this line already.</source>
        <translation>An dieser Leitung ist schon ein anderer Scanner.</translation>
    </message>
    <message>
        <source>That is no serial line.</source>
        <translation>Das ist keine serielle Leitung.</translation>
    </message>
    <message>
        <source>Scanners that type can&apos;t be told apart: one entry serves all.</source>
        <translation>Scanner, die tippen, lassen sich nicht unterscheiden: Ein Eintrag dient allen.</translation>
    </message>
    <message>
        <source>At most {longest} signs, and no blanks around them.</source>
        <translation>Höchstens {longest} Zeichen und keine Leerzeichen darum.</translation>
    </message>
    <message>
        <source>Choose a number from {minimum} to {maximum}.</source>
        <translation>Wählen Sie eine Zahl von {minimum} bis {maximum}.</translation>
    </message>
    <message>
        <source>as this computer</source>
        <translation>wie dieser Computer</translation>
    </message>
    <message>
        <source>US</source>
        <translation>US</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
</context>
<context>
    <name>ScannersScreen</name>
    <message>
        <source>Scanners</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>What is kept here counts for this station alone.</source>
        <translation>Was hier steht, gilt nur für diese Station.</translation>
    </message>
    <message>
        <source>Add a scanner</source>
        <translation>Scanner hinzufügen</translation>
    </message>
    <message>
        <source>Set up here</source>
        <translation>Hier eingerichtet</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Nothing is set up. A scanner that types like a keyboard is heard all the same: test it below.</source>
        <translation>Nichts ist eingerichtet. Ein Scanner, der wie eine Tastatur tippt, wird trotzdem gehört: Testen Sie ihn unten.</translation>
    </message>
</context>
<context>
    <name>SeatFaults</name>
    <message>
        <source>There is no seat on the map yet.</source>
        <translation>Der Plan hat noch keinen Platz.</translation>
    </message>
    <message>
        <source>More than {most} seats.</source>
        <translation>Mehr als {most} Plätze.</translation>
    </message>
    <message>
        <source>The map belongs to no venue.</source>
        <translation>Der Plan gehört zu keinem Ort.</translation>
    </message>
    <message>
        <source>There is no stage: the best seats are then those in front.</source>
        <translation>Es gibt keine Bühne: Die besten Plätze sind dann die vordersten.</translation>
    </message>
    <message>
        <source>{where} stands there twice.</source>
        <translation>{where} steht zweimal da.</translation>
    </message>
    <message>
        <source>Row {where} stands there twice.</source>
        <translation>Reihe {where} steht zweimal da.</translation>
    </message>
    <message>
        <source>Seat {where} stands there twice.</source>
        <translation>Platz {where} steht zweimal da.</translation>
    </message>
    <message>
        <source>{where} has too many seats: divide it, at most {section} each.</source>
        <translation>{where} hat zu viele Plätze: teilen, höchstens je {section}.</translation>
    </message>
    <message>
        <source>Something has no name, or blanks around it: {where}</source>
        <translation>Etwas hat keinen Namen oder Leerzeichen darum: {where}</translation>
    </message>
    <message>
        <source>{where} can&apos;t be called so: {name} signs, rows and seats {label}; no / ; @ #.</source>
        <translation>{where} kann nicht so heißen: {name} Zeichen, Reihen und Plätze {label}; kein / ; @ #.</translation>
    </message>
    <message>
        <source>{where} stands in another row than its name says.</source>
        <translation>{where} steht in einer anderen Reihe, als der Name sagt.</translation>
    </message>
    <message>
        <source>{where} is more than a kilometre away.</source>
        <translation>{where} ist über einen Kilometer entfernt.</translation>
    </message>
    <message>
        <source>{where} stands on another seat.</source>
        <translation>{where} steht auf einem anderen Platz.</translation>
    </message>
    <message>
        <source>{where} is for company, but no place for a wheelchair is beside it.</source>
        <translation>{where} ist für Begleitung, aber daneben ist kein Rollstuhlplatz.</translation>
    </message>
    <message>
        <source>{where} needs a number of people.</source>
        <translation>{where} braucht eine Personenzahl.</translation>
    </message>
    <message>
        <source>{where} has no size.</source>
        <translation>{where} hat keine Größe.</translation>
    </message>
    <message>
        <source>The first line must name the columns: section, row, seat, x, y …</source>
        <translation>Die erste Zeile muss die Spalten nennen: Bereich, Reihe, Platz, x, y …</translation>
    </message>
    <message>
        <source>This line is no table.</source>
        <translation>Diese Zeile ist keine Tabelle.</translation>
    </message>
    <message>
        <source>The section is missing.</source>
        <translation>Der Bereich fehlt.</translation>
    </message>
    <message>
        <source>The seat&apos;s number is missing.</source>
        <translation>Die Platznummer fehlt.</translation>
    </message>
    <message>
        <source>There is no such kind of place.</source>
        <translation>Diese Art von Platz gibt es nicht.</translation>
    </message>
    <message>
        <source>x or y is missing, or no number: {where}</source>
        <translation>x oder y fehlt oder ist keine Zahl: {where}</translation>
    </message>
    <message>
        <source>{where} is sold, held or leased, and would vanish.</source>
        <translation>{where} ist verkauft, reserviert oder übernommen und würde verschwinden.</translation>
    </message>
    <message>
        <source>Line {line}: {fault}</source>
        <translation>Zeile {line}: {fault}</translation>
    </message>
</context>
<context>
    <name>SeatPicker</name>
    <message>
        <source>Seat map</source>
        <translation>Saalplan</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>Näher</translation>
    </message>
    <message>
        <source>Farther away</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>no category</source>
        <translation>keine Kategorie</translation>
    </message>
</context>
<context>
    <name>SeatSide</name>
    <message>
        <source>Seats</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Best seats together</source>
        <translation>Beste Plätze zusammen</translation>
    </message>
    <message>
        <source>Alt+number</source>
        <translation>Alt+Zahl</translation>
    </message>
    <message numerus="yes">
        <source>Best %n seat(s) together</source>
        <translation>
            <numerusform>Bester Platz für %n Person</numerusform>
            <numerusform>Beste %n Plätze zusammen</numerusform>
        </translation>
    </message>
    <message>
        <source>With a place for a wheelchair</source>
        <translation>Mit einem Rollstuhlplatz</translation>
    </message>
    <message>
        <source>Let {seat} go</source>
        <translation>{seat} freigeben</translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the left</source>
        <translation>
            <numerusform>%n nach links rücken</numerusform>
            <numerusform>%n nach links rücken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the right</source>
        <translation>
            <numerusform>%n nach rechts rücken</numerusform>
            <numerusform>%n nach rechts rücken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Seats</name>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Free, needs the store</source>
        <translation>Frei, nur mit Shop</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Other till</source>
        <translation>Andere Kasse</translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation>Nicht im Verkauf</translation>
    </message>
    <message>
        <source>Wheelchair</source>
        <translation>Rollstuhl</translation>
    </message>
    <message>
        <source>Company of a wheelchair</source>
        <translation>Begleitung</translation>
    </message>
    <message>
        <source>Restricted view</source>
        <translation>Eingeschränkte Sicht</translation>
    </message>
    <message>
        <source>{section}, row {row}, seat {number}</source>
        <translation>{section}, Reihe {row}, Platz {number}</translation>
    </message>
</context>
<context>
    <name>SeatsScreen</name>
    <message>
        <source>Venue</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>No event to come names a venue.</source>
        <translation>Keine kommende Veranstaltung nennt einen Ort.</translation>
    </message>
    <message>
        <source>A seat map belongs to a venue. It can be drawn once an event takes place there.</source>
        <translation>Ein Saalplan gehört zu einem Ort. Er kann gezeichnet werden, sobald dort etwas stattfindet.</translation>
    </message>
    <message>
        <source>Lease for this till</source>
        <translation>Für diese Kasse übernehmen</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Draw the map</source>
        <translation>Plan zeichnen</translation>
    </message>
    <message>
        <source>None of the event&apos;s categories is on this map.</source>
        <translation>Keine Kategorie der Veranstaltung ist auf diesem Plan.</translation>
    </message>
    <message>
        <source>Seat maps</source>
        <translation>Saalpläne</translation>
    </message>
    <message>
        <source>{free} of {all} free, {ours} leased to this till</source>
        <translation>{free} von {all} frei, {ours} bei dieser Kasse</translation>
    </message>
    <message>
        <source>changed, not saved</source>
        <translation>geändert, nicht gespeichert</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s)</source>
        <translation>
            <numerusform>%n Platz</numerusform>
            <numerusform>%n Plätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Read a table</source>
        <translation>Tabelle einlesen</translation>
    </message>
    <message>
        <source>Table (*.csv *.txt)</source>
        <translation>Tabelle (*.csv *.txt)</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Only whole numbers fit here.</source>
        <translation>Hier passen nur ganze Zahlen.</translation>
    </message>
    <message>
        <source>Choose a number from {minimum} to {maximum}.</source>
        <translation>Eine Zahl von {minimum} bis {maximum} wählen.</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>Etwas aus der Liste wählen.</translation>
    </message>
    <message>
        <source>This can&apos;t stay empty.</source>
        <translation>Das darf nicht leer bleiben.</translation>
    </message>
    <message>
        <source>At most {longest} characters fit here.</source>
        <translation>Hier passen höchstens {longest} Zeichen.</translation>
    </message>
    <message>
        <source>This must be {minimum} or more: it lies above “{other}”.</source>
        <translation>Mindestens {minimum}: Der Wert liegt über „{other}“.</translation>
    </message>
    <message>
        <source>This is not written as described.</source>
        <translation>Das ist nicht so geschrieben wie beschrieben.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Station and sync</source>
        <translation>Station und Abgleich</translation>
    </message>
    <message>
        <source>Stock levels</source>
        <translation>Bestandsstufen</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window. Names of events, categories and venues are never translated.</source>
        <translation>Sprache des Fensters. Namen von Events, Kategorien und Spielstätten werden nie übersetzt.</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Wie der Computer</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Light for the counter, dark for the door. Verdict colours are the same in both.</source>
        <translation>Hell für den Tresen, dunkel für den Einlass. Die Signalfarben sind in beiden gleich.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Size of all text in percent.</source>
        <translation>Größe aller Texte in Prozent.</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Nothing slides or fades; messages appear and go at once.</source>
        <translation>Nichts gleitet oder blendet; Meldungen erscheinen und verschwinden sofort.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tell outside the window when a category becomes critical or sold out, or an act needs attention. Never while the door fills the screen.</source>
        <translation>Außerhalb des Fensters melden, wenn eine Kategorie knapp oder ausverkauft ist oder ein Vorgang zu klären ist. Nie, solange der Einlass den Bildschirm füllt.</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>Name dieser Station</translation>
    </message>
    <message>
        <source>Printed in the log and shown to others: “Till 1”, “Gate B”.</source>
        <translation>Steht im Protokoll und wird anderen gezeigt: „Kasse 1“, „Tor B“.</translation>
    </message>
    <message>
        <source>Sync at least every</source>
        <translation>Abgleich mindestens alle</translation>
    </message>
    <message>
        <source>How often the store is asked for what changed while it answers. Up to 60 s it is asked sooner, down to every 15 s, as far as the store&apos;s budget allows.</source>
        <translation>Wie oft der Shop nach Änderungen gefragt wird, solange er antwortet. Bis 60 s wird früher gefragt, bis zu alle 15 s, soweit das Kontingent des Shops reicht.</translation>
    </message>
    <message>
        <source>Pause syncing</source>
        <translation>Abgleich anhalten</translation>
    </message>
    <message>
        <source>Nothing is fetched or sent by itself until this is switched off. “Sync now” still works.</source>
        <translation>Nichts wird von selbst geholt oder gesendet, bis dies ausgeschaltet ist. „Jetzt abgleichen“ geht weiterhin.</translation>
    </message>
    <message>
        <source>Counts as old after</source>
        <translation>Gilt als alt nach</translation>
    </message>
    <message>
        <source>A copy of the store older than this is told as old, in the status bar and by `ticketforge status`.</source>
        <translation>Eine ältere Kopie des Shops wird als alt gemeldet, in der Statusleiste und von `ticketforge status`.</translation>
    </message>
    <message>
        <source>Port for logging in through the browser</source>
        <translation>Port für die Anmeldung über den Browser</translation>
    </message>
    <message>
        <source>The app&apos;s settings in Shopify must allow the redirect address http://127.0.0.1:PORT/callback with this port.</source>
        <translation>In den Einstellungen der App bei Shopify muss die Weiterleitungsadresse http://127.0.0.1:PORT/callback mit diesem Port erlaubt sein.</translation>
    </message>
    <message>
        <source>Send mail from this station</source>
        <translation>E-Mails von dieser Station senden</translation>
    </message>
    <message>
        <source>Confirmations, shipping, cancellation and refund notices for orders made from now on. Only one station of a shop should.</source>
        <translation>Bestätigungen, Versand-, Storno- und Erstattungsnachrichten für Bestellungen ab jetzt. Nur eine Station eines Shops sollte das tun.</translation>
    </message>
    <message>
        <source>Receive webhooks</source>
        <translation>Webhooks empfangen</translation>
    </message>
    <message>
        <source>The store calls this station through your tunnel when something changes; without it the store is asked instead.</source>
        <translation>Der Shop ruft diese Station durch einen eigenen Tunnel, wenn sich etwas ändert; ohne ihn wird der Shop abgefragt.</translation>
    </message>
    <message>
        <source>Port for webhooks</source>
        <translation>Port für Webhooks</translation>
    </message>
    <message>
        <source>Where your tunnel hands over to this computer.</source>
        <translation>Hier übergibt der Tunnel an diesen Computer.</translation>
    </message>
    <message>
        <source>Webhooks come from</source>
        <translation>Webhooks kommen von</translation>
    </message>
    <message>
        <source>This computer only, when the tunnel runs here; the local network, when it runs on another computer of it.</source>
        <translation>Nur dieser Computer, wenn der Tunnel hier läuft; das lokale Netz, wenn er auf einem anderen Computer darin läuft.</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>Nur dieser Computer</translation>
    </message>
    <message>
        <source>The local network</source>
        <translation>Das lokale Netz</translation>
    </message>
    <message>
        <source>Critical from</source>
        <translation>Kritisch ab</translation>
    </message>
    <message>
        <source>At this share of the capacity or less, a category counts as critical.</source>
        <translation>Bei diesem Anteil der Kapazität oder weniger gilt eine Kategorie als kritisch.</translation>
    </message>
    <message>
        <source>Low from</source>
        <translation>Knapp ab</translation>
    </message>
    <message>
        <source>At this share of the capacity or less, a category counts as low.</source>
        <translation>Bei diesem Anteil der Kapazität oder weniger gilt eine Kategorie als knapp.</translation>
    </message>
    <message>
        <source>Medium from</source>
        <translation>Mittel ab</translation>
    </message>
    <message>
        <source>At this share of the capacity or less, a category counts as medium; above, as available.</source>
        <translation>Bei diesem Anteil der Kapazität oder weniger gilt eine Kategorie als mittel, darüber als verfügbar.</translation>
    </message>
    <message>
        <source>Reduced price</source>
        <translation>Ermäßigter Preis</translation>
    </message>
    <message>
        <source>What a reduced place costs, in percent of the full price.</source>
        <translation>Was ein ermäßigter Platz kostet, in Prozent des vollen Preises.</translation>
    </message>
    <message>
        <source>Child&apos;s price</source>
        <translation>Kinderpreis</translation>
    </message>
    <message>
        <source>What a child&apos;s place costs, in percent of the full price.</source>
        <translation>Was ein Kinderplatz kostet, in Prozent des vollen Preises.</translation>
    </message>
    <message>
        <source>Postage</source>
        <translation>Versandkosten</translation>
    </message>
    <message>
        <source>What the buyer pays for tickets by post, a parcel, in the shop&apos;s currency.</source>
        <translation>Was Tickets per Post je Sendung kosten, in der Währung des Shops.</translation>
    </message>
    <message>
        <source>Ticket printer of the till</source>
        <translation>Ticketdrucker der Kasse</translation>
    </message>
    <message>
        <source>The printer tickets are printed on at a sale. Empty: the first that is set up.</source>
        <translation>Der Drucker, auf dem beim Verkauf Tickets gedruckt werden. Leer: der erste, der eingerichtet ist.</translation>
    </message>
    <message>
        <source>Receipt printer of the till</source>
        <translation>Belegdrucker der Kasse</translation>
    </message>
    <message>
        <source>The printer of receipts, which also opens the drawer. Empty: the first receipt printer that is set up.</source>
        <translation>Der Drucker der Belege, der auch die Lade öffnet. Leer: der erste Belegdrucker, der eingerichtet ist.</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>Kundenanzeige</translation>
    </message>
    <message>
        <source>Shows the buyer basket, total and change on a second screen, where one is plugged in.</source>
        <translation>Zeigt dem Käufer Warenkorb, Summe und Rückgeld auf einem zweiten Bildschirm, wo einer angeschlossen ist.</translation>
    </message>
    <message>
        <source>Tax rate</source>
        <translation>Steuersatz</translation>
    </message>
    <message>
        <source>Rate of tax on what is sold here, in percent: 7 or 7.7. Empty stands for no tax. The store tells no rate of a ticket before it is sold.</source>
        <translation>Steuersatz auf das, was hier verkauft wird, in Prozent: 7 oder 7.7. Leer steht für keine Steuer. Der Shop nennt den Satz eines Tickets nicht vor dem Verkauf.</translation>
    </message>
    <message>
        <source>Other tax rates</source>
        <translation>Andere Steuersätze</translation>
    </message>
    <message>
        <source>Events, categories or articles that are taxed otherwise, separated by semicolons: HARDTICKET-ADDON=19; conference-2026=19; conference-2026/press=7.</source>
        <translation>Events, Kategorien oder Artikel mit anderem Satz, durch Semikolon getrennt: HARDTICKET-ADDON=19; konferenz-2026=19; konferenz-2026/presse=7.</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message>
        <source>Whether the store&apos;s prices hold the tax already.</source>
        <translation>Ob die Preise des Shops die Steuer schon enthalten.</translation>
    </message>
    <message>
        <source>As the store is set up</source>
        <translation>Wie im Shop eingestellt</translation>
    </message>
    <message>
        <source>Tax is included</source>
        <translation>Steuer ist enthalten</translation>
    </message>
    <message>
        <source>Tax is added</source>
        <translation>Steuer kommt hinzu</translation>
    </message>
    <message>
        <source>Cash is rounded</source>
        <translation>Bargeld wird gerundet</translation>
    </message>
    <message>
        <source>Sums paid in cash, where small coins are no longer used. Prices and other tenders are never rounded.</source>
        <translation>Bar bezahlte Summen, wo kleine Münzen nicht mehr üblich sind. Preise und andere Zahlungsarten werden nie gerundet.</translation>
    </message>
    <message>
        <source>As the country has it</source>
        <translation>Wie im Land vorgeschrieben</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>To five hundredths</source>
        <translation>Auf fünf Hundertstel</translation>
    </message>
    <message>
        <source>Count blindly</source>
        <translation>Blind zählen</translation>
    </message>
    <message>
        <source>Whoever counts the drawer at the end of a shift is not told before what must be in it, unless they may see reports.</source>
        <translation>Wer am Ende einer Schicht die Lade zählt, erfährt vorher nicht, was darin sein muss – außer mit dem Recht auf Berichte.</translation>
    </message>
    <message>
        <source>Signing device</source>
        <translation>Signatureinheit</translation>
    </message>
    <message>
        <source>Signs each booking before the receipt prints. Without a certified device, taking cash in Germany or Austria does not comply with the law (KassenSichV, RKSV). None is built in yet: the test device&apos;s signatures count for nothing.</source>
        <translation>Signiert jede Buchung, bevor der Bon druckt. Ohne zertifizierte Sicherheitseinrichtung ist das Kassieren von Bargeld in Deutschland und Österreich nicht gesetzeskonform (KassenSichV, RKSV). Noch ist keine eingebaut: die Signaturen des Testgeräts gelten nichts.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Test device (worthless)</source>
        <translation>Testgerät (wertlos)</translation>
    </message>
    <message>
        <source>Hold at least</source>
        <translation>Mindestens bereithalten</translation>
    </message>
    <message>
        <source>So many tickets of a category that is sold here are held ready, so that a sale never waits for the network.</source>
        <translation>So viele Karten einer Kategorie, die hier verkauft wird, liegen bereit, damit kein Verkauf auf das Netz wartet.</translation>
    </message>
    <message>
        <source>Hold at most</source>
        <translation>Höchstens bereithalten</translation>
    </message>
    <message>
        <source>Never more of a category than this, however fast it sells.</source>
        <translation>Nie mehr als das von einer Kategorie, so schnell sie sich auch verkauft.</translation>
    </message>
    <message>
        <source>Hold enough for</source>
        <translation>Vorrat reicht für</translation>
    </message>
    <message>
        <source>As many tickets are held as were sold here in this time.</source>
        <translation>Es werden so viele Karten bereitgehalten, wie hier in dieser Zeit verkauft wurden.</translation>
    </message>
    <message>
        <source>Share of what is left</source>
        <translation>Anteil am Rest</translation>
    </message>
    <message>
        <source>Of what can still be sold, this till holds no more than this share, beyond “Hold at least”.</source>
        <translation>Von dem, was noch zu verkaufen ist, hält diese Kasse nicht mehr als diesen Anteil, über „Mindestens bereithalten“ hinaus.</translation>
    </message>
    <message>
        <source>Gate of this station</source>
        <translation>Tor dieser Station</translation>
    </message>
    <message>
        <source>Chosen when the door opens, and written beside every scan.</source>
        <translation>Ist gewählt, wenn der Einlass öffnet, und steht neben jedem Scan.</translation>
    </message>
    <message>
        <source>Number without a signature</source>
        <translation>Nummer ohne Signatur</translation>
    </message>
    <message>
        <source>An EAN or a number read out is not signed and can be guessed. Ask a person, or admit at once.</source>
        <translation>Eine EAN oder vorgelesene Nummer ist nicht signiert und kann erraten werden. Eine Person fragen oder sofort einlassen.</translation>
    </message>
    <message>
        <source>Ask a person</source>
        <translation>Person fragen</translation>
    </message>
    <message>
        <source>Admit at once</source>
        <translation>Sofort einlassen</translation>
    </message>
    <message>
        <source>Ticket layout</source>
        <translation>Ticketlayout</translation>
    </message>
    <message>
        <source>Layout that is chosen first when tickets are printed; empty takes the first that is installed.</source>
        <translation>Layout, das beim Drucken zuerst gewählt ist; leer nimmt das erste vorhandene.</translation>
    </message>
    <message>
        <source>Language on tickets</source>
        <translation>Sprache auf Tickets</translation>
    </message>
    <message>
        <source>Dates, prices and fixed words on printed tickets.</source>
        <translation>Daten, Preise und feste Wörter auf gedruckten Tickets.</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Your address in one line, name · street · postcode and city: on address labels and delivery notes, and below the shop&apos;s name on receipts. Empty takes the shop&apos;s name.</source>
        <translation>Ihre Anschrift in einer Zeile, Name · Straße · Postleitzahl und Ort: auf Adressetiketten und Lieferscheinen, und unter dem Namen des Shops auf Bons. Leer steht für den Namen des Shops.</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Kiosk PIN …</source>
        <translation>Kiosk-PIN …</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Changes are kept at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
</context>
<context>
    <name>SettleCard</name>
    <message>
        <source>To settle</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) of the doors</source>
        <translation>
            <numerusform>%n Widerspruch der Tore</numerusform>
            <numerusform>%n Widersprüche der Tore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s) of orders</source>
        <translation>
            <numerusform>%n Vorgang aus Bestellungen</numerusform>
            <numerusform>%n Vorgänge aus Bestellungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeveralForm</name>
    <message>
        <source>Bring into line …</source>
        <translation>Ausrichten …</translation>
    </message>
    <message>
        <source>Left edges</source>
        <translation>Linke Kanten</translation>
    </message>
    <message>
        <source>Middles, across</source>
        <translation>Mitten, waagerecht</translation>
    </message>
    <message>
        <source>Right edges</source>
        <translation>Rechte Kanten</translation>
    </message>
    <message>
        <source>Top edges</source>
        <translation>Obere Kanten</translation>
    </message>
    <message>
        <source>Middles, down</source>
        <translation>Mitten, senkrecht</translation>
    </message>
    <message>
        <source>Bottom edges</source>
        <translation>Untere Kanten</translation>
    </message>
    <message>
        <source>Bring into line</source>
        <translation>Ausrichten</translation>
    </message>
</context>
<context>
    <name>SheetForm</name>
    <message>
        <source>A whole number from {low} to {high}.</source>
        <translation>Eine ganze Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>A number from {low} to {high}.</source>
        <translation>Eine Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>Several on a sheet</source>
        <translation>Mehrere auf einem Bogen</translation>
    </message>
    <message>
        <source>Sheet, width</source>
        <translation>Bogen, Breite</translation>
    </message>
    <message>
        <source>Sheet, height</source>
        <translation>Bogen, Höhe</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Senkrecht</translation>
    </message>
    <message>
        <source>First, from the left</source>
        <translation>Links davor</translation>
    </message>
    <message>
        <source>First, from the top</source>
        <translation>Oben davor</translation>
    </message>
    <message>
        <source>Gap across</source>
        <translation>Lücke quer</translation>
    </message>
    <message>
        <source>Gap down</source>
        <translation>Lücke unten</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Bound to the shift before it by {hash}</source>
        <translation>An die Schicht davor gebunden durch {hash}</translation>
    </message>
    <message>
        <source>No receipt printer is set up.</source>
        <translation>Kein Bondrucker ist eingerichtet.</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>Back to the open shift</source>
        <translation>Zurück zur offenen Schicht</translation>
    </message>
</context>
<context>
    <name>ShiftScreen</name>
    <message>
        <source>Close shift {number} with {amount} counted?</source>
        <translation>Schicht {number} mit gezählten {amount} schließen?</translation>
    </message>
    <message>
        <source>It can&apos;t be opened again, and nothing more is booked into it. Its Z report tells the difference.</source>
        <translation>Sie lässt sich nicht wieder öffnen, und nichts wird mehr in sie gebucht. Ihr Z-Bericht nennt die Differenz.</translation>
    </message>
    <message>
        <source>Close for good</source>
        <translation>Endgültig schließen</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Noch einmal zählen</translation>
    </message>
    <message>
        <source>Shift {number} is closed.</source>
        <translation>Schicht {number} ist geschlossen.</translation>
    </message>
    <message>
        <source>Printed on {printer}.</source>
        <translation>Auf {printer} gedruckt.</translation>
    </message>
    <message>
        <source>{printer} did not print it. Look at the printer, then print again.</source>
        <translation>{printer} hat nicht gedruckt. Sehen Sie nach dem Drucker und drucken Sie noch einmal.</translation>
    </message>
    <message>
        <source>Nobody knows whether {printer} printed it: look at the paper.</source>
        <translation>Niemand weiß, ob {printer} gedruckt hat: Sehen Sie nach dem Papier.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Gespeichert als {file}.</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>Keine Schicht ist offen</translation>
    </message>
    <message>
        <source>Shift {number}, open since {moment}</source>
        <translation>Schicht {number}, offen seit {moment}</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>No certified signing device: taking cash like this does not comply with the law in Germany and Austria (KassenSichV, RKSV).</source>
        <translation>Keine zertifizierte Sicherheitseinrichtung: So darf in Deutschland und Österreich nicht bar kassiert werden (KassenSichV, RKSV).</translation>
    </message>
    <message>
        <source>The signing device is a TEST device: its signatures count for nothing.</source>
        <translation>Die Signatureinheit ist ein TESTGERÄT: Ihre Signaturen gelten nichts.</translation>
    </message>
    <message>
        <source>The signing device does not answer: what is booked is not signed.</source>
        <translation>Die Signatureinheit antwortet nicht: Was gebucht wird, ist nicht signiert.</translation>
    </message>
    <message>
        <source>Cash in or out …</source>
        <translation>Einlage, Entnahme …</translation>
    </message>
    <message>
        <source>Count and close …</source>
        <translation>Zählen und schließen …</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Asking the store …</source>
        <translation>Shop wird gefragt …</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done} von {total}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the sync</source>
        <translation>Abgleich anhalten</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Vorbei</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Nicht bezahlt</translation>
    </message>
    <message>
        <source>Refunded in part</source>
        <translation>Teilerstattet</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>Verschickt</translation>
    </message>
    <message>
        <source>To post</source>
        <translation>Zu senden</translation>
    </message>
    <message>
        <source>Admitted</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation>Nicht im Verkauf</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>What is this station called?</source>
        <translation>Wie heißt diese Station?</translation>
    </message>
    <message>
        <source>Till 1</source>
        <translation>Kasse 1</translation>
    </message>
    <message>
        <source>Opening the profile …</source>
        <translation>Profil wird geöffnet …</translation>
    </message>
    <message>
        <source>It stands beside every sale, print and scan: “Till 1”, “Gate B”.</source>
        <translation>Der Name steht neben jedem Verkauf, Druck und Scan: „Kasse 1“, „Tor B“.</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>Name dieser Station</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Opening the profile …</source>
        <translation>Profil wird geöffnet …</translation>
    </message>
    <message>
        <source>Cancel the sync</source>
        <translation>Abgleich abbrechen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>No store</source>
        <translation>Kein Shop</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Kein Drucker</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>Kein Scanner</translation>
    </message>
    <message>
        <source>No shift</source>
        <translation>Keine Schicht</translation>
    </message>
    <message>
        <source>Shift since {time}</source>
        <translation>Schicht seit {time}</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Log in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Data is old</source>
        <translation>Daten veraltet</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>noch keine Daten</translation>
    </message>
    <message>
        <source>data as of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>Asking the store …</source>
        <translation>Shop wird gefragt …</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>nicht bereit</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>fraglich</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>ready {time}</source>
        <translation>bereit {time}</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>Sold out</source>
        <translation>Ausverkauft</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Knapp</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
</context>
<context>
    <name>StockForm</name>
    <message>
        <source>There was a roll of that name already: give this one another.</source>
        <translation>Eine Rolle dieses Namens gab es schon: Geben Sie dieser einen anderen.</translation>
    </message>
    <message>
        <source>Another roll lies in it: take that out first.</source>
        <translation>Darin liegt eine andere Rolle: Nehmen Sie die zuerst heraus.</translation>
    </message>
    <message>
        <source>So many are not left: count the roll first.</source>
        <translation>So viele sind nicht übrig: Zählen Sie die Rolle zuerst.</translation>
    </message>
    <message>
        <source>A paper of this roll is in doubt: answer for it first.</source>
        <translation>Ein Ausdruck dieser Rolle ist fraglich: Klären Sie den zuerst.</translation>
    </message>
    <message>
        <source>Write what stands on the roll, in at most 60 signs.</source>
        <translation>Schreiben Sie, was auf der Rolle steht, in höchstens 60 Zeichen.</translation>
    </message>
    <message>
        <source>Read the numbers of the first and the last piece, at most a million apart.</source>
        <translation>Lesen Sie die Nummern des ersten und des letzten Stücks ab, höchstens eine Million auseinander.</translation>
    </message>
    <message>
        <source>How many pieces? At least one.</source>
        <translation>Wie viele Stücke? Mindestens eines.</translation>
    </message>
    <message>
        <source>Say what happened to them.</source>
        <translation>Sagen Sie, was mit ihnen geschah.</translation>
    </message>
    <message>
        <source>That number is not on this roll.</source>
        <translation>Diese Nummer ist nicht auf der Rolle.</translation>
    </message>
    <message>
        <source>Put a roll into {printer}</source>
        <translation>Rolle in {printer} einlegen</translation>
    </message>
    <message>
        <source>Put a roll in</source>
        <translation>Rolle einlegen</translation>
    </message>
    <message>
        <source>Spoiled pieces of {roll}</source>
        <translation>Verdorbene Stücke von {roll}</translation>
    </message>
    <message>
        <source>Count {roll}</source>
        <translation>{roll} zählen</translation>
    </message>
    <message>
        <source>Take {roll} out</source>
        <translation>{roll} herausnehmen</translation>
    </message>
    <message>
        <source>The number of the piece that lies next. The difference to ours is kept as missing.</source>
        <translation>Die Nummer des Stücks, das als Nächstes liegt. Der Unterschied zu unserer Zählung bleibt als fehlend stehen.</translation>
    </message>
    <message>
        <source>{n} where it is used up.</source>
        <translation>{n}, wenn sie aufgebraucht ist.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Roll or stack</source>
        <translation>Rolle oder Stapel</translation>
    </message>
    <message>
        <source>What stands on it, so that it can be told from others.</source>
        <translation>Was darauf steht, damit man sie von anderen unterscheidet.</translation>
    </message>
    <message>
        <source>First piece</source>
        <translation>Erstes Stück</translation>
    </message>
    <message>
        <source>The number of the piece that lies next.</source>
        <translation>Die Nummer des Stücks, das als Nächstes liegt.</translation>
    </message>
    <message>
        <source>Last piece</source>
        <translation>Letztes Stück</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Taken off without a ticket: torn, or used to adjust the printer.</source>
        <translation>Ohne Ticket abgenommen: gerissen oder zum Einstellen des Druckers gebraucht.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Next piece</source>
        <translation>Nächstes Stück</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
</context>
<context>
    <name>StockPanel</name>
    <message>
        <source>Taken out:</source>
        <translation>Herausgenommen:</translation>
    </message>
    <message>
        <source>{roll} is taken out.</source>
        <translation>{roll} ist herausgenommen.</translation>
    </message>
    <message>
        <source>Numbered stock</source>
        <translation>Nummerierter Vorrat</translation>
    </message>
    <message>
        <source>Put a roll in …</source>
        <translation>Rolle einlegen …</translation>
    </message>
    <message>
        <source>No roll is known to lie in a printer. With its first and last number each ticket&apos;s piece is noted.</source>
        <translation>In keinem Drucker ist eine Rolle bekannt. Mit ihrer ersten und letzten Nummer wird zu jedem Ticket sein Stück vermerkt.</translation>
    </message>
</context>
<context>
    <name>StoreCard</name>
    <message>
        <source>No store is connected yet</source>
        <translation>Noch ist kein Shop verbunden</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>Each store has a profile of its own: a name for it here, then connect it in its window.</source>
        <translation>Jeder Shop hat ein eigenes Profil: hier einen Namen dafür, dann in seinem Fenster verbinden.</translation>
    </message>
    <message>
        <source>Another store on this computer</source>
        <translation>Ein weiterer Shop auf diesem Computer</translation>
    </message>
    <message>
        <source>Open a new window</source>
        <translation>Neues Fenster öffnen</translation>
    </message>
    <message>
        <source>Connect one to fetch events, orders and stock.</source>
        <translation>Einen verbinden, um Events, Bestellungen und Bestand zu holen.</translation>
    </message>
    <message>
        <source>The demo: an invented store inside this computer.</source>
        <translation>Die Demo: ein erfundener Shop in diesem Computer.</translation>
    </message>
    <message>
        <source>This profile is locked. Install the app in the store again, then connect.</source>
        <translation>Dieses Profil ist gesperrt. App im Shop erneut installieren, dann verbinden.</translation>
    </message>
    <message>
        <source>The store does not accept our login any more. Connect again.</source>
        <translation>Der Shop nimmt unsere Anmeldung nicht mehr an. Erneut verbinden.</translation>
    </message>
    <message>
        <source>Connected. The store is the truth about orders and stock; this computer keeps a copy.</source>
        <translation>Verbunden. Für Bestellungen und Bestand gilt der Shop; dieser Computer hält eine Kopie.</translation>
    </message>
    <message>
        <source>Open {store}</source>
        <translation>{store} öffnen</translation>
    </message>
    <message>
        <source>A name has letters, digits and blanks, and no signs of a path.</source>
        <translation>Ein Name hat Buchstaben, Ziffern und Leerzeichen, keine Zeichen eines Pfades.</translation>
    </message>
    <message>
        <source>The other store opens in a window of its own.</source>
        <translation>Der andere Shop öffnet sich in einem eigenen Fenster.</translation>
    </message>
</context>
<context>
    <name>StorePage</name>
    <message>
        <source>Which store do you sell from?</source>
        <translation>Aus welchem Shop verkaufen Sie?</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Demo öffnen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Asking the store …</source>
        <translation>Shop wird gefragt …</translation>
    </message>
    <message>
        <source>Agree in the browser that opens …</source>
        <translation>Im Browser zustimmen, der sich öffnet …</translation>
    </message>
    <message>
        <source>You are logged in. Close this page and go back to TicketForge Desktop.</source>
        <translation>Die Anmeldung hat geklappt. Diese Seite schließen und zu TicketForge Desktop zurückkehren.</translation>
    </message>
    <message>
        <source>The login did not work. Go back to TicketForge Desktop; it tells why.</source>
        <translation>Die Anmeldung hat nicht geklappt. Zurück zu TicketForge Desktop; dort steht, warum.</translation>
    </message>
    <message>
        <source>Nobody waits for this page any more. Begin the login again in TicketForge Desktop.</source>
        <translation>Auf diese Seite wartet niemand mehr. Die Anmeldung in TicketForge Desktop neu beginnen.</translation>
    </message>
    <message>
        <source>No browser opened. The address was copied: paste it into one and agree.</source>
        <translation>Kein Browser hat sich geöffnet. Die Adresse ist kopiert: in einen Browser einfügen und zustimmen.</translation>
    </message>
    <message>
        <source>The app&apos;s settings in Shopify must allow this redirect address: {address}</source>
        <translation>In den Einstellungen der App bei Shopify muss diese Weiterleitungsadresse erlaubt sein: {address}</translation>
    </message>
    <message>
        <source>Secrets go into the computer&apos;s keyring. Where there is none, into a file that only a passphrase opens.</source>
        <translation>Geheimnisse kommen in den Schlüsselbund des Computers. Wo es keinen gibt, in eine Datei, die nur eine Passphrase öffnet.</translation>
    </message>
    <message>
        <source>Shopify store, with an access token</source>
        <translation>Shopify-Shop, mit Zugriffstoken</translation>
    </message>
    <message>
        <source>Shopify store, with client id and secret</source>
        <translation>Shopify-Shop, mit Client-ID und Geheimnis</translation>
    </message>
    <message>
        <source>Shopify store, log in through the browser</source>
        <translation>Shopify-Shop, Anmeldung über den Browser</translation>
    </message>
    <message>
        <source>Just look around: the demo store</source>
        <translation>Nur umsehen: der Demo-Shop</translation>
    </message>
    <message>
        <source>For example my-shop.myshopify.com</source>
        <translation>Zum Beispiel mein-shop.myshopify.com</translation>
    </message>
    <message>
        <source>Address of the store</source>
        <translation>Adresse des Shops</translation>
    </message>
    <message>
        <source>Admin API access token</source>
        <translation>Admin-API-Zugriffstoken</translation>
    </message>
    <message>
        <source>Begins with shpat_.</source>
        <translation>Beginnt mit shpat_.</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>An invented store with events, orders and tickets runs inside this computer. Nothing leaves it, and everything is marked as a demo.</source>
        <translation>Ein erfundener Shop mit Events, Bestellungen und Tickets läuft in diesem Computer. Nichts verlässt ihn, und alles ist als Demo gekennzeichnet.</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Fetching events</source>
        <translation>Events holen</translation>
    </message>
    <message>
        <source>Fetching people</source>
        <translation>Personen holen</translation>
    </message>
    <message>
        <source>Fetching orders</source>
        <translation>Bestellungen holen</translation>
    </message>
    <message>
        <source>Fetching stock</source>
        <translation>Bestand holen</translation>
    </message>
    <message>
        <source>Fetching keys</source>
        <translation>Schlüssel holen</translation>
    </message>
    <message>
        <source>Making tickets</source>
        <translation>Tickets bilden</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Abgleich</translation>
    </message>
</context>
<context>
    <name>SyncDriver</name>
    <message>
        <source>Sync finished.</source>
        <translation>Abgleich fertig.</translation>
    </message>
    <message>
        <source>Everything was fetched anew.</source>
        <translation>Alles wurde neu geholt.</translation>
    </message>
    <message>
        <source>Store and copy agree.</source>
        <translation>Shop und Kopie stimmen überein.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) found and mended.</source>
        <translation>
            <numerusform>%n Abweichung gefunden und behoben.</numerusform>
            <numerusform>%n Abweichungen gefunden und behoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) arrived in the store.</source>
        <translation>
            <numerusform>%n Vorgang ist im Shop angekommen.</numerusform>
            <numerusform>%n Vorgänge sind im Shop angekommen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncFeeds</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Known up to</source>
        <translation>Bekannt bis</translation>
    </message>
    <message>
        <source>Held here</source>
        <translation>Hier vorhanden</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Events and categories</source>
        <translation>Veranstaltungen und Kategorien</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Locations</source>
        <translation>Standorte</translation>
    </message>
    <message>
        <source>Station keys</source>
        <translation>Schlüssel der Stationen</translation>
    </message>
    <message>
        <source>Deletions</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>Tickets to post</source>
        <translation>Zu versendende Tickets</translation>
    </message>
</context>
<context>
    <name>SyncNotices</name>
    <message>
        <source>Orders older than 60 days are not visible: the app lacks the right “read_all_orders”. Tickets of older orders are unknown at the door. Ask for that right in the app&apos;s settings, then connect again.</source>
        <translation>Bestellungen, die älter als 60 Tage sind, sind nicht sichtbar: Der App fehlt das Recht „read_all_orders“. Tickets älterer Bestellungen sind am Einlass unbekannt. Bitte das Recht in den Einstellungen der App anfordern und neu verbinden.</translation>
    </message>
    <message>
        <source>The store hides names, addresses and e-mails of buyers from this app. Tickets are admitted without names. The shop&apos;s plan and the app&apos;s access to personal data decide it.</source>
        <translation>Der Shop verbirgt Namen, Adressen und E-Mails der Käufer vor dieser App. Tickets werden ohne Namen eingelassen. Darüber entscheiden der Tarif des Shops und der Zugang der App zu persönlichen Daten.</translation>
    </message>
    <message>
        <source>The app lacks rights: {scopes}. What needs them will be refused. Grant them in the store&apos;s admin, then connect again.</source>
        <translation>Der App fehlen Rechte: {scopes}. Was sie braucht, wird abgelehnt. Bitte in der Verwaltung des Shops gewähren und neu verbinden.</translation>
    </message>
</context>
<context>
    <name>SyncRuns</name>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Deletions</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>Nothing amiss</source>
        <translation>Alles stimmt</translation>
    </message>
    <message>
        <source>{n} mended</source>
        <translation>{n} behoben</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nichts Neues</translation>
    </message>
    <message>
        <source>{n} new or changed</source>
        <translation>{n} neu oder geändert</translation>
    </message>
</context>
<context>
    <name>SyncScreen</name>
    <message>
        <source>Waiting for the store</source>
        <translation>Wartet auf den Shop</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Data as of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>last run: {outcome}</source>
        <translation>letzter Lauf: {outcome}</translation>
    </message>
    <message>
        <source>went through</source>
        <translation>gelungen</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Never synced</source>
        <translation>Noch nie abgeglichen</translation>
    </message>
    <message>
        <source>Fetch everything from the store anew?</source>
        <translation>Alles neu aus dem Shop holen?</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n Bestellung</numerusform>
            <numerusform>%n Bestellungen</numerusform>
        </translation>
    </message>
    <message>
        <source>All events, stock, people and {orders} are copied again beside the data in use, and then swapped in. The door and printing go on meanwhile. What was done at this station stays. It can be stopped at any time, but not undone.</source>
        <translation>Alle Veranstaltungen, Bestände, Personen und {orders} werden neben den jetzigen Daten neu kopiert und dann eingesetzt. Einlass und Druck gehen derweil weiter. Was an dieser Station getan wurde, bleibt. Es lässt sich jederzeit anhalten, aber nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Fetch everything</source>
        <translation>Alles holen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>What is copied</source>
        <translation>Was kopiert wird</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Could not be taken over</source>
        <translation>Nicht übernommen</translation>
    </message>
    <message>
        <source>tried again at each sync; everything else was taken over</source>
        <translation>wird bei jedem Abgleich neu versucht; alles andere ist da</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation>Welche Läufe</translation>
    </message>
    <message>
        <source>With news</source>
        <translation>Mit Neuem</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>No run has brought anything new yet.</source>
        <translation>Noch kein Lauf hat etwas Neues gebracht.</translation>
    </message>
</context>
<context>
    <name>SyncState</name>
    <message>
        <source>No store is connected</source>
        <translation>Kein Shop verbunden</translation>
    </message>
    <message>
        <source>Connect a store: its events, orders and stock are then copied to this station.</source>
        <translation>Einen Shop verbinden: Seine Veranstaltungen, Bestellungen und Bestände werden dann auf diese Station kopiert.</translation>
    </message>
    <message>
        <source>{reason} Nothing is fetched or sent; the door goes on with what is here. Install the app in the store again, then connect.</source>
        <translation>{reason} Nichts wird geholt oder gesendet; der Einlass läuft mit dem weiter, was hier ist. Die App im Shop wieder installieren, dann verbinden.</translation>
    </message>
    <message>
        <source>This profile is locked</source>
        <translation>Dieses Profil ist gesperrt</translation>
    </message>
    <message>
        <source>The store does not accept our login any more</source>
        <translation>Der Shop nimmt unsere Anmeldung nicht mehr an</translation>
    </message>
    <message>
        <source>Log in again. Until then nothing is fetched or sent; the door and printing go on.</source>
        <translation>Bitte neu anmelden. Bis dahin wird nichts geholt oder gesendet; Einlass und Druck gehen weiter.</translation>
    </message>
    <message>
        <source>Nothing has been fetched yet</source>
        <translation>Noch nichts geholt</translation>
    </message>
    <message>
        <source>The first sync copies all events, orders and stock. It can be stopped and goes on.</source>
        <translation>Der erste Abgleich kopiert alle Veranstaltungen, Bestellungen und Bestände. Er lässt sich anhalten und geht dann dort weiter.</translation>
    </message>
    <message>
        <source>The store does not answer. Check the network. Door, till and printing go on; what is done here is sent when the store answers. It is tried again by itself.</source>
        <translation>Der Shop antwortet nicht. Bitte das Netz prüfen. Einlass, Kasse und Druck gehen weiter; was hier getan wird, geht hinaus, sobald der Shop antwortet. Es wird von selbst neu versucht.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>Nothing is fetched or sent by itself until you resume. “Sync now” still works.</source>
        <translation>Nichts wird von selbst geholt oder gesendet, bis der Abgleich fortgesetzt wird. „Jetzt abgleichen“ geht weiterhin.</translation>
    </message>
    <message>
        <source>Syncing is paused</source>
        <translation>Der Abgleich ist angehalten</translation>
    </message>
    <message>
        <source>The store answers, but the copy is older than the settings allow. Sync now.</source>
        <translation>Der Shop antwortet, aber die Kopie ist älter, als die Einstellungen erlauben. Bitte jetzt abgleichen.</translation>
    </message>
    <message>
        <source>The data here is old</source>
        <translation>Die Daten hier sind veraltet</translation>
    </message>
    <message>
        <source>The store answers, and what it has is here. Nothing to do.</source>
        <translation>Der Shop antwortet, und was er hat, ist hier. Nichts zu tun.</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Auf dem neuesten Stand</translation>
    </message>
</context>
<context>
    <name>SyncTroubles</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>What an order causes here</source>
        <translation>Was eine Bestellung hier auslöst</translation>
    </message>
    <message>
        <source>Can&apos;t be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Can&apos;t be kept here</source>
        <translation>Lässt sich hier nicht ablegen</translation>
    </message>
</context>
<context>
    <name>TakeBackDialog</name>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Can&apos;t come</source>
        <translation>Kann nicht kommen</translation>
    </message>
    <message>
        <source>Bought by mistake</source>
        <translation>Versehentlich gekauft</translation>
    </message>
    <message>
        <source>As it was paid</source>
        <translation>Wie bezahlt wurde</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>Gutschein</translation>
    </message>
    <message>
        <source>Fee that is kept</source>
        <translation>Einbehaltene Gebühr</translation>
    </message>
    <message>
        <source>Empty: everything goes back.</source>
        <translation>Leer: Alles geht zurück.</translation>
    </message>
    <message>
        <source>The places are for sale again</source>
        <translation>Die Plätze sind wieder im Verkauf</translation>
    </message>
    <message numerus="yes">
        <source>%n of them was let in: take back all the same</source>
        <translation>
            <numerusform>%n davon wurde eingelassen: trotzdem zurücknehmen</numerusform>
            <numerusform>%n davon wurden eingelassen: trotzdem zurücknehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back %n ticket(s) of order {order}</source>
        <translation>
            <numerusform>%n Ticket der Bestellung {order} zurücknehmen</numerusform>
            <numerusform>%n Tickets der Bestellung {order} zurücknehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Lassen, wie es ist</translation>
    </message>
    <message>
        <source>They are worth nothing from now on: at this station&apos;s doors at once, at the others as soon as the store has told them. What goes back is booked in the open shift, or by the store upon the payment it came by.</source>
        <translation>Sie sind ab sofort wertlos: an den Türen dieser Station gleich, an den anderen, sobald der Shop es ihnen gesagt hat. Was zurückgeht, wird in der offenen Schicht gebucht, oder vom Shop auf die Zahlung, mit der es kam.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>The money goes back</source>
        <translation>Das Geld geht zurück</translation>
    </message>
    <message>
        <source>That is no amount of money.</source>
        <translation>Das ist kein Geldbetrag.</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>Taken back. Give {amount} back.</source>
        <translation>Zurückgenommen. Geben Sie {amount} zurück.</translation>
    </message>
    <message>
        <source>Taken back. The store gives the money back.</source>
        <translation>Zurückgenommen. Der Shop gibt das Geld zurück.</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Switch to entry</source>
        <translation>Auf Eingang</translation>
    </message>
    <message>
        <source>Switch to exit</source>
        <translation>Auf Ausgang</translation>
    </message>
    <message>
        <source>Gate {gate} today</source>
        <translation>Tor {gate} heute</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Event</numerusform>
            <numerusform>%n Events</numerusform>
        </translation>
    </message>
    <message>
        <source>Start {time}</source>
        <translation>Beginn {time}</translation>
    </message>
    <message>
        <source>Pack from {time}</source>
        <translation>Paket von {time}</translation>
    </message>
    <message>
        <source>Never synced</source>
        <translation>Nie abgeglichen</translation>
    </message>
    <message>
        <source>Mirror {age} old</source>
        <translation>Spiegel {age} alt</translation>
    </message>
    <message>
        <source>this station&apos;s scans only</source>
        <translation>nur Scans dieser Station</translation>
    </message>
    <message>
        <source>{n} of {all} gates visible</source>
        <translation>{n} von {all} Toren sichtbar</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n Scan wartet</numerusform>
            <numerusform>%n Scans warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Sound is off</source>
        <translation>Ton ist aus</translation>
    </message>
    <message>
        <source>Sound is on</source>
        <translation>Ton ist an</translation>
    </message>
    <message>
        <source>Undo the chosen one</source>
        <translation>Gewählten zurücknehmen</translation>
    </message>
    <message>
        <source>Undo this admission</source>
        <translation>Einlass zurücknehmen</translation>
    </message>
    <message>
        <source>The check broke off; nobody was admitted.</source>
        <translation>Die Prüfung brach ab; niemand wurde eingelassen.</translation>
    </message>
    <message>
        <source>Scan again, or call a supervisor.</source>
        <translation>Noch einmal scannen oder Aufsicht rufen.</translation>
    </message>
</context>
<context>
    <name>TicketTable</name>
    <message>
        <source>{unit} of {units}</source>
        <translation>{unit} von {units}</translation>
    </message>
    <message>
        <source>free seating</source>
        <translation>freie Platzwahl</translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>Issue {issue}</source>
        <translation>Ausgabe {issue}</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Einlass</translation>
    </message>
</context>
<context>
    <name>TillScreen</name>
    <message numerus="yes">
        <source>This till holds %n ticket(s) of it</source>
        <translation>
            <numerusform>Diese Kasse hat davon %n Ticket</numerusform>
            <numerusform>Diese Kasse hat davon %n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask the store for open stock, and wait for its answer, or take another category. Take no money yet.</source>
        <translation>Den Shop nach freiem Bestand fragen und auf die Antwort warten, oder eine andere Kategorie nehmen. Noch kein Geld nehmen.</translation>
    </message>
    <message>
        <source>Ask the store</source>
        <translation>Shop fragen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlung</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n Kategorie</numerusform>
            <numerusform>%n Kategorien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Ticket</numerusform>
            <numerusform>%n Tickets</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking the store …</source>
        <translation>Der Shop wird gefragt …</translation>
    </message>
    <message>
        <source>To payment</source>
        <translation>Zur Zahlung</translation>
    </message>
    <message>
        <source>Take this part</source>
        <translation>Diesen Teil nehmen</translation>
    </message>
    <message>
        <source>Take and print</source>
        <translation>Kassieren und drucken</translation>
    </message>
    <message>
        <source>Take the money</source>
        <translation>Kassieren</translation>
    </message>
</context>
<context>
    <name>Torn</name>
    <message>
        <source>ticket {number}</source>
        <translation>Ticket {number}</translation>
    </message>
    <message>
        <source>the delivery note</source>
        <translation>der Lieferschein</translation>
    </message>
    <message>
        <source>the address label</source>
        <translation>das Adressetikett</translation>
    </message>
    <message>
        <source>In doubt: {papers}. Answer that first, then continue the run.</source>
        <translation>Im Zweifel: {papers}. Beantworten Sie das zuerst und setzen Sie dann den Lauf fort.</translation>
    </message>
    <message>
        <source>Void: {papers}. It has to be printed again by hand.</source>
        <translation>Ungültig: {papers}. Muss von Hand neu gedruckt werden.</translation>
    </message>
    <message>
        <source>Not printed: {papers}. Look at it before the rest goes on its way.</source>
        <translation>Nicht gedruckt: {papers}. Sehen Sie nach, bevor der Rest auf den Weg geht.</translation>
    </message>
    <message>
        <source>Begun on {printers}: continue there, and the rest comes by itself.</source>
        <translation>Begonnen auf {printers}: Setzen Sie dort fort, dann kommt der Rest von selbst.</translation>
    </message>
</context>
<context>
    <name>TornLine</name>
    <message numerus="yes">
        <source>%n paper(s) wait</source>
        <translation>
            <numerusform>%n Ausdruck wartet</numerusform>
            <numerusform>%n Ausdrucke warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation>Fertig drucken</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Print the rest when the run goes on, on whichever printer has its turn</source>
        <translation>Den Rest drucken, wenn der Lauf weitergeht, auf dem Drucker, der an der Reihe ist</translation>
    </message>
    <message>
        <source>Do not print the rest; what is printed stays good</source>
        <translation>Den Rest nicht drucken; was gedruckt ist, bleibt gültig</translation>
    </message>
</context>
<context>
    <name>TornList</name>
    <message numerus="yes">
        <source>%n order(s) wait for a decision</source>
        <translation>
            <numerusform>%n Bestellung wartet auf eine Entscheidung</numerusform>
            <numerusform>%n Bestellungen warten auf eine Entscheidung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n further one(s)</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n categories are critical or sold out</source>
        <translation>
            <numerusform>%n Kategorie ist knapp oder ausverkauft</numerusform>
            <numerusform>%n Kategorien sind knapp oder ausverkauft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more …</source>
        <translation>
            <numerusform>%n weitere …</numerusform>
            <numerusform>%n weitere …</numerusform>
        </translation>
    </message>
    <message>
        <source>Sold out: {category}</source>
        <translation>Ausverkauft: {category}</translation>
    </message>
    <message>
        <source>Nearly sold out: {category}</source>
        <translation>Fast ausverkauft: {category}</translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>noch %n Platz</numerusform>
            <numerusform>noch %n Plätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) need attention</source>
        <translation>
            <numerusform>%n Vorgang ist zu klären</numerusform>
            <numerusform>%n Vorgänge sind zu klären</numerusform>
        </translation>
    </message>
    <message>
        <source>The store refused what was done here. Everything else goes on.</source>
        <translation>Der Shop hat abgelehnt, was hier getan wurde. Alles andere läuft weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%n matters to settle</source>
        <translation>
            <numerusform>%n Vorgang zu prüfen</numerusform>
            <numerusform>%n Vorgänge zu prüfen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trials</name>
    <message>
        <source>Nothing can be sent while it has faults.</source>
        <translation>Solange es Fehler hat, kann nichts gesendet werden.</translation>
    </message>
</context>
<context>
    <name>TriedCard</name>
    <message>
        <source>This event has no log yet; tried on “{event}”.</source>
        <translation>Dieses Event hat noch kein Protokoll; an „{event}“ erprobt.</translation>
    </message>
    <message>
        <source>There is no log of this gate to try it on.</source>
        <translation>Von diesem Tor gibt es kein Protokoll zum Erproben.</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s): all would have been answered the same.</source>
        <translation>
            <numerusform>%n Scan: er wäre gleich beantwortet worden.</numerusform>
            <numerusform>%n Scans: alle wären gleich beantwortet worden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n scan(s) would have been answered otherwise.</source>
        <translation>
            <numerusform>{count} von %n Scan wäre anders beantwortet worden.</numerusform>
            <numerusform>{count} von %n Scans wären anders beantwortet worden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Gate {gate}</source>
        <translation>Tor {gate}</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Erproben</translation>
    </message>
    <message>
        <source>Try on the last evening</source>
        <translation>Am letzten Abend erproben</translation>
    </message>
    <message>
        <source>Scans that would have been answered otherwise</source>
        <translation>Scans, die anders beantwortet worden wären</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Ticket {unit}, order {order}</source>
        <translation>Ticket {unit}, Bestellung {order}</translation>
    </message>
    <message>
        <source>Order {order}</source>
        <translation>Bestellung {order}</translation>
    </message>
    <message>
        <source>Take back: why?</source>
        <translation>Zurücknehmen: warum?</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>Versehentlich gescannt</translation>
    </message>
    <message>
        <source>Guest did not enter</source>
        <translation>Gast ging nicht hinein</translation>
    </message>
    <message>
        <source>Another reason …</source>
        <translation>Anderer Grund …</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Anderer Grund</translation>
    </message>
    <message>
        <source>Leave it admitted</source>
        <translation>Eingelassen lassen</translation>
    </message>
    <message>
        <source>Leave it admitted (Esc)</source>
        <translation>Eingelassen lassen (Esc)</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Schritt {step} von {steps}</translation>
    </message>
    <message>
        <source>Set up TicketForge Desktop</source>
        <translation>TicketForge Desktop einrichten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>WordsEntry</name>
    <message>
        <source>Words in German</source>
        <translation>Worte auf Deutsch</translation>
    </message>
    <message>
        <source>Words in English</source>
        <translation>Worte auf Englisch</translation>
    </message>
    <message>
        <source>Put in data …</source>
        <translation>Daten einsetzen …</translation>
    </message>
    <message>
        <source>Put in data</source>
        <translation>Daten einsetzen</translation>
    </message>
</context>
<context>
    <name>verdicts</name>
    <message>
        <source>Admitted</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>Willkommen zurück</translation>
    </message>
    <message>
        <source>Has left the house</source>
        <translation>Hat das Haus verlassen</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Bereits benutzt</translation>
    </message>
    <message>
        <source>Do not admit yet. Ask to see the order, or call a supervisor.</source>
        <translation>Noch nicht einlassen. Bestellung zeigen lassen oder Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Not inside</source>
        <translation>Nicht im Haus</translation>
    </message>
    <message>
        <source>No entry is logged for this ticket, so there is no exit to log.</source>
        <translation>Für dieses Ticket ist kein Eintritt vermerkt, also auch kein Austritt möglich.</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Ersetzt</translation>
    </message>
    <message>
        <source>A newer ticket was printed. Only the newest one is valid; ask for it.</source>
        <translation>Es wurde ein neueres Ticket gedruckt. Nur das neueste gilt; danach fragen.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>The money went back, so the ticket is void. Send the guest to the box office.</source>
        <translation>Das Geld ging zurück, das Ticket gilt nicht mehr. Gast zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Order cancelled</source>
        <translation>Bestellung storniert</translation>
    </message>
    <message>
        <source>The order was cancelled and its tickets with it. Send the guest to the box office.</source>
        <translation>Die Bestellung wurde storniert, ihre Tickets mit ihr. Gast zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Event cancelled</source>
        <translation>Event abgesagt</translation>
    </message>
    <message>
        <source>This event does not take place. Send the guest to the box office.</source>
        <translation>Dieses Event findet nicht statt. Gast zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Nicht bezahlt</translation>
    </message>
    <message>
        <source>The payment is still open. Send the guest to the box office to settle it.</source>
        <translation>Die Zahlung ist noch offen. Gast zum Bezahlen zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>This ticket was blocked by the box office. Call a supervisor.</source>
        <translation>Die Kasse hat dieses Ticket gesperrt. Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Another event</source>
        <translation>Anderes Event</translation>
    </message>
    <message>
        <source>This ticket is for another event. Look at date and title together.</source>
        <translation>Dieses Ticket gilt für ein anderes Event. Datum und Titel gemeinsam ansehen.</translation>
    </message>
    <message>
        <source>Wrong gate</source>
        <translation>Falsches Tor</translation>
    </message>
    <message>
        <source>This category enters elsewhere. Send the guest to the right gate.</source>
        <translation>Diese Kategorie geht woanders hinein. Gast zum richtigen Tor schicken.</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>Zu früh</translation>
    </message>
    <message>
        <source>The doors are not open yet for this ticket.</source>
        <translation>Für dieses Ticket ist noch kein Einlass.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>The time of this ticket is over. Send the guest to the box office.</source>
        <translation>Die Zeit dieses Tickets ist vorbei. Gast zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>Nicht echt</translation>
    </message>
    <message>
        <source>The signature is not one we believe. Keep the ticket and call a supervisor.</source>
        <translation>Der Unterschrift ist nicht zu trauen. Ticket behalten und Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Unknown ticket</source>
        <translation>Unbekanntes Ticket</translation>
    </message>
    <message>
        <source>No such ticket in the mirror. Sync, or send the guest to the box office.</source>
        <translation>Dieses Ticket ist nicht im Spiegel. Abgleichen oder Gast zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Scan again, or type the number printed below the code.</source>
        <translation>Noch einmal scannen oder die Nummer unter dem Code tippen.</translation>
    </message>
    <message>
        <source>Several tickets match</source>
        <translation>Mehrere Tickets passen</translation>
    </message>
    <message>
        <source>Scan the square code instead of the bars, or find the guest by name.</source>
        <translation>Den quadratischen Code statt der Striche scannen oder nach dem Namen suchen.</translation>
    </message>
    <message>
        <source>Please check</source>
        <translation>Bitte prüfen</translation>
    </message>
    <message>
        <source>A bare number is not signed. Compare name and seat, then decide.</source>
        <translation>Eine bloße Nummer ist nicht unterschrieben. Name und Platz vergleichen, dann entscheiden.</translation>
    </message>
    <message>
        <source>No ticket code</source>
        <translation>Kein Ticketcode</translation>
    </message>
    <message>
        <source>This is not one of our codes. Scan the code on the ticket.</source>
        <translation>Das ist keiner unserer Codes. Den Code auf dem Ticket scannen.</translation>
    </message>
    <message>
        <source>Newer code</source>
        <translation>Neuerer Code</translation>
    </message>
    <message>
        <source>Printed by a newer version of the program. Update this station.</source>
        <translation>Von einer neueren Programmversion gedruckt. Diese Station aktualisieren.</translation>
    </message>
    <message>
        <source>Station not enrolled</source>
        <translation>Station nicht aufgenommen</translation>
    </message>
    <message>
        <source>No manager has enrolled the station that printed this. Call a supervisor.</source>
        <translation>Die druckende Station wurde noch nicht aufgenommen. Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Station revoked</source>
        <translation>Station ausgeschlossen</translation>
    </message>
    <message>
        <source>Printed by a station that is no longer believed. Call a supervisor.</source>
        <translation>Von einer Station gedruckt, der nicht mehr vertraut wird. Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Taken out of the order</source>
        <translation>Aus der Bestellung entfernt</translation>
    </message>
    <message>
        <source>The order was changed and this ticket with it. Send the guest to the box office.</source>
        <translation>Die Bestellung wurde geändert, dieses Ticket mit ihr. Gast zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Not open yet</source>
        <translation>Noch nicht offen</translation>
    </message>
    <message>
        <source>This gate lets nobody in before that. The ticket is good; ask the guest to wait.</source>
        <translation>Vorher lässt dieses Tor niemanden ein. Das Ticket ist gut; Gast um Geduld bitten.</translation>
    </message>
    <message>
        <source>Entry is over</source>
        <translation>Einlass beendet</translation>
    </message>
    <message>
        <source>This gate has closed for the event. Call a supervisor.</source>
        <translation>Dieses Tor ist für das Event geschlossen. Aufsicht rufen.</translation>
    </message>
    <message>
        <source>Another day</source>
        <translation>Anderer Tag</translation>
    </message>
    <message>
        <source>The ticket does not count today. Look at its day together with the guest.</source>
        <translation>Das Ticket gilt heute nicht. Mit dem Gast auf den Tag sehen.</translation>
    </message>
    <message>
        <source>Not in the mirror yet</source>
        <translation>Noch nicht im Spiegel</translation>
    </message>
    <message>
        <source>The signature is genuine, but no sync has brought the order. Ask for its confirmation.</source>
        <translation>Die Signatur ist echt, aber noch kein Abgleich brachte die Bestellung. Bestätigung zeigen lassen.</translation>
    </message>
    <message>
        <source>Let in by hand</source>
        <translation>Von Hand eingelassen</translation>
    </message>
</context>
</TS>
