<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>Blocking</name>
    <message numerus="yes">
        <source>Block %n ticket(s) of order {order}</source>
        <translation>
            <numerusform>Block %n ticket of order {order}</numerusform>
            <numerusform>Block %n tickets of order {order}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) pass again.</source>
        <translation>
            <numerusform>%n ticket passes again.</numerusform>
            <numerusform>%n tickets pass again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) blocked.</source>
        <translation>
            <numerusform>%n ticket blocked.</numerusform>
            <numerusform>%n tickets blocked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s): it can&apos;t be printed like this.</source>
        <translation>
            <numerusform>%n fault: it can&apos;t be printed like this.</numerusform>
            <numerusform>%n faults: it can&apos;t be printed like this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at this till</source>
        <translation>
            <numerusform>%n at this till</numerusform>
            <numerusform>%n at this till</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at once</source>
        <translation>
            <numerusform>%n at once</numerusform>
            <numerusform>%n at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChosenForm</name>
    <message numerus="yes">
        <source>%n seat(s) chosen</source>
        <translation>
            <numerusform>%n seat chosen</numerusform>
            <numerusform>%n seats chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosedShifts</name>
    <message numerus="yes">
        <source>All %n closed shift(s) fit: nothing was changed.</source>
        <translation>
            <numerusform>The one closed shift fits: nothing was changed.</numerusform>
            <numerusform>All %n closed shifts fit: nothing was changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>Refund of %n ticket(s)</source>
        <translation>
            <numerusform>Refund of %n ticket</numerusform>
            <numerusform>Refund of %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sale of %n ticket(s)</source>
        <translation>
            <numerusform>Sale of %n ticket</numerusform>
            <numerusform>Sale of %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bill for %n ticket(s)</source>
        <translation>
            <numerusform>Bill for %n ticket</numerusform>
            <numerusform>Bill for %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) apart</source>
        <translation>
            <numerusform>%n minute apart</numerusform>
            <numerusform>%n minutes apart</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) of {event}</source>
        <translation>
            <numerusform>%n ticket of {event}</numerusform>
            <numerusform>%n tickets of {event}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seem(s) gone: none taken out</source>
        <translation>
            <numerusform>%n seems gone: none taken out</numerusform>
            <numerusform>%n seem gone: none taken out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerDisplay</name>
    <message numerus="yes">
        <source>%n line(s) before these</source>
        <translation>
            <numerusform>%n line before these</numerusform>
            <numerusform>%n lines before these</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DashboardScreen</name>
    <message numerus="yes">
        <source>oldest waits %n day(s)</source>
        <translation>
            <numerusform>oldest waits %n day</numerusform>
            <numerusform>oldest waits %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n day(s), gross</source>
        <translation>
            <numerusform>last %n day, gross</numerusform>
            <numerusform>last %n days, gross</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expected, from %n earlier evening(s)</source>
        <translation>
            <numerusform>Expected, from %n earlier evening</numerusform>
            <numerusform>Expected, from %n earlier evenings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>peak in about %n min</source>
        <translation>
            <numerusform>peak in about %n min</numerusform>
            <numerusform>peak in about %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DesignerScreen</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message numerus="yes">
        <source>%n paper(s) to look at: did it come out whole?</source>
        <translation>
            <numerusform>%n paper to look at: did it come out whole?</numerusform>
            <numerusform>%n papers to look at: did they come out whole?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n further one(s)</source>
        <translation>
            <numerusform>and %n further one</numerusform>
            <numerusform>and %n further ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s), without faults.</source>
        <translation>
            <numerusform>%n seat, without faults.</numerusform>
            <numerusform>%n seats, without faults.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventDetailsPage</name>
    <message numerus="yes">
        <source>%n category(s)</source>
        <translation>
            <numerusform>%n category</numerusform>
            <numerusform>%n categories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %n year(s)</source>
        <translation>
            <numerusform>from %n year</numerusform>
            <numerusform>from %n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventsScreen</name>
    <message numerus="yes">
        <source>{n} event(s)</source>
        <translation>
            <numerusform>{n} event</numerusform>
            <numerusform>{n} events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} venue(s)</source>
        <translation>
            <numerusform>{n} venue</numerusform>
            <numerusform>{n} venues</numerusform>
        </translation>
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
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HallChoice</name>
    <message numerus="yes">
        <source>Move %n to the left</source>
        <translation>
            <numerusform>Move %n to the left</numerusform>
            <numerusform>Move %n to the left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the right</source>
        <translation>
            <numerusform>Move %n to the right</numerusform>
            <numerusform>Move %n to the right</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxScreen</name>
    <message numerus="yes">
        <source>%n matter(s) wait for somebody who decides</source>
        <translation>
            <numerusform>%n matter waits for somebody who decides</numerusform>
            <numerusform>%n matters wait for somebody who decides</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JamPanel</name>
    <message numerus="yes">
        <source>%n further paper(s) to look at.</source>
        <translation>
            <numerusform>%n further paper to look at.</numerusform>
            <numerusform>%n further papers to look at.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) of {what} wait.</source>
        <translation>
            <numerusform>%n paper of {what} waits.</numerusform>
            <numerusform>%n papers of {what} wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message numerus="yes">
        <source>%n paper(s)</source>
        <translation>
            <numerusform>%n paper</numerusform>
            <numerusform>%n papers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message numerus="yes">
        <source>%n row(s) written to {file}.</source>
        <translation>
            <numerusform>%n row written to {file}.</numerusform>
            <numerusform>%n rows written to {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message numerus="yes">
        <source>%n layout(s) discarded</source>
        <translation>
            <numerusform>%n layout discarded</numerusform>
            <numerusform>%n layouts discarded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) with unsaved changes, from {time}</source>
        <translation>
            <numerusform>%n layout with unsaved changes, from {time}</numerusform>
            <numerusform>%n layouts with unsaved changes, from {time}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderDetailsPage</name>
    <message numerus="yes">
        <source>%n ticket(s) chosen</source>
        <translation>
            <numerusform>%n ticket chosen</numerusform>
            <numerusform>%n tickets chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) copied.</source>
        <translation>
            <numerusform>%n ticket copied.</numerusform>
            <numerusform>%n tickets copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrdersScreen</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} order(s)</source>
        <translation>
            <numerusform>{n} order</numerusform>
            <numerusform>{n} orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} ticket(s)</source>
        <translation>
            <numerusform>{n} ticket</numerusform>
            <numerusform>{n} tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxScreen</name>
    <message numerus="yes">
        <source>%n row(s) written to {file}.</source>
        <translation>
            <numerusform>%n row written to {file}.</numerusform>
            <numerusform>%n rows written to {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) stand still. Everything else goes on.</source>
        <translation>
            <numerusform>%n act stands still. Everything else goes on.</numerusform>
            <numerusform>%n acts stand still. Everything else goes on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait for the store.</source>
        <translation>
            <numerusform>%n act waits for the store.</numerusform>
            <numerusform>%n acts wait for the store.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message numerus="yes">
        <source>%n ticket(s) packed into {folder}.</source>
        <translation>
            <numerusform>%n ticket packed into {folder}.</numerusform>
            <numerusform>%n tickets packed into {folder}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinDots</name>
    <message numerus="yes">
        <source>%n digit(s) typed</source>
        <translation>
            <numerusform>%n digit typed</numerusform>
            <numerusform>%n digits typed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message numerus="yes">
        <source>Too many wrong ones. The next try in %n second(s).</source>
        <translation>
            <numerusform>Too many wrong ones. The next try in %n second.</numerusform>
            <numerusform>Too many wrong ones. The next try in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is not the PIN. %n more try/tries before there is a wait.</source>
        <translation>
            <numerusform>That is not the PIN. %n more try before there is a wait.</numerusform>
            <numerusform>That is not the PIN. %n more tries before there is a wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PracticeCard</name>
    <message numerus="yes">
        <source>%n paper(s) came out; this is the last.</source>
        <translation>
            <numerusform>%n paper came out; this is it.</numerusform>
            <numerusform>%n papers came out; this is the last.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintPreviewPage</name>
    <message numerus="yes">
        <source>%n ticket(s) saved as {file}.</source>
        <translation>
            <numerusform>%n ticket saved as {file}.</numerusform>
            <numerusform>%n tickets saved as {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending %n ticket(s) …</source>
        <translation>
            <numerusform>Sending %n ticket …</numerusform>
            <numerusform>Sending %n tickets …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) printed.</source>
        <translation>
            <numerusform>%n ticket printed.</numerusform>
            <numerusform>%n tickets printed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) sent; look whether they came out.</source>
        <translation>
            <numerusform>%n ticket sent; look whether they came out.</numerusform>
            <numerusform>%n tickets sent; look whether they came out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) not printed: {reason}</source>
        <translation>
            <numerusform>%n ticket not printed: {reason}</numerusform>
            <numerusform>%n tickets not printed: {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) not begun.</source>
        <translation>
            <numerusform>%n ticket not begun.</numerusform>
            <numerusform>%n tickets not begun.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrinterShare</name>
    <message numerus="yes">
        <source>%n paper(s)</source>
        <translation>
            <numerusform>%n paper</numerusform>
            <numerusform>%n papers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintingScreen</name>
    <message numerus="yes">
        <source>%n paper(s) that wait are not printed.</source>
        <translation>
            <numerusform>%n paper that waits is not printed.</numerusform>
            <numerusform>%n papers that wait are not printed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) good.</source>
        <translation>
            <numerusform>%n paper good.</numerusform>
            <numerusform>%n papers good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) void: print them again.</source>
        <translation>
            <numerusform>%n paper is void: print it again.</numerusform>
            <numerusform>%n papers are void: print them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) to look at</source>
        <translation>
            <numerusform>%n paper to look at</numerusform>
            <numerusform>%n papers to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) to decide</source>
        <translation>
            <numerusform>%n order to decide</numerusform>
            <numerusform>%n orders to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) under way</source>
        <translation>
            <numerusform>%n run under way</numerusform>
            <numerusform>%n runs under way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message numerus="yes">
        <source>%n at this till, sold at once</source>
        <translation>
            <numerusform>%n at this till, sold at once</numerusform>
            <numerusform>%n at this till, sold at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the shop</source>
        <translation>
            <numerusform>%n in the shop</numerusform>
            <numerusform>%n in the shop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RollFigures</name>
    <message numerus="yes">
        <source>%n printed</source>
        <translation>
            <numerusform>%n printed</numerusform>
            <numerusform>%n printed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <translation>
            <numerusform>%n in doubt</numerusform>
            <numerusform>%n in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n spoiled</source>
        <translation>
            <numerusform>%n spoiled</numerusform>
            <numerusform>%n spoiled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more printed than gone</source>
        <translation>
            <numerusform>%n more printed than gone</numerusform>
            <numerusform>%n more printed than gone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunLine</name>
    <message numerus="yes">
        <source>%n in doubt</source>
        <translation>
            <numerusform>%n in doubt</numerusform>
            <numerusform>%n in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n void</source>
        <translation>
            <numerusform>%n void</numerusform>
            <numerusform>%n void</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not printed</source>
        <translation>
            <numerusform>%n not printed</numerusform>
            <numerusform>%n not printed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) without an address left out</source>
        <translation>
            <numerusform>%n order without an address left out</numerusform>
            <numerusform>%n orders without an address left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n free</numerusform>
            <numerusform>%n free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leaves %n seat(s) alone.</source>
        <translation>
            <numerusform>Leaves %n seat alone.</numerusform>
            <numerusform>Leaves %n seats alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n seat(s) are free.</source>
        <translation>
            <numerusform>Only %n seat is free.</numerusform>
            <numerusform>Only %n seats are free.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SalePanel</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Print %n ticket(s)</source>
        <translation>
            <numerusform>Print %n ticket</numerusform>
            <numerusform>Print %n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n basket(s) put aside</source>
        <translation>
            <numerusform>%n basket put aside</numerusform>
            <numerusform>%n baskets put aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n left on the roll</source>
        <translation>
            <numerusform> · %n left on the roll</numerusform>
            <numerusform> · %n left on the roll</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n printed</source>
        <translation>
            <numerusform>%n printed</numerusform>
            <numerusform>%n printed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScannerTrial</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeatSide</name>
    <message numerus="yes">
        <source>Best %n seat(s) together</source>
        <translation>
            <numerusform>Best seat for %n</numerusform>
            <numerusform>Best %n seats together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the left</source>
        <translation>
            <numerusform>Move %n to the left</numerusform>
            <numerusform>Move %n to the left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n to the right</source>
        <translation>
            <numerusform>Move %n to the right</numerusform>
            <numerusform>Move %n to the right</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeatsScreen</name>
    <message numerus="yes">
        <source>%n seat(s)</source>
        <translation>
            <numerusform>%n seat</numerusform>
            <numerusform>%n seats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettleCard</name>
    <message numerus="yes">
        <source>%n conflict(s) of the doors</source>
        <translation>
            <numerusform>%n conflict of the doors</numerusform>
            <numerusform>%n conflicts of the doors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s) of orders</source>
        <translation>
            <numerusform>%n matter of orders</numerusform>
            <numerusform>%n matters of orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncDriver</name>
    <message numerus="yes">
        <source>%n difference(s) found and mended.</source>
        <translation>
            <numerusform>%n difference found and mended.</numerusform>
            <numerusform>%n differences found and mended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) arrived in the store.</source>
        <translation>
            <numerusform>%n act arrived in the store.</numerusform>
            <numerusform>%n acts arrived in the store.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncScreen</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TakeBackDialog</name>
    <message numerus="yes">
        <source>%n of them was let in: take back all the same</source>
        <translation>
            <numerusform>%n of them was let in: take back all the same</numerusform>
            <numerusform>%n of them were let in: take back all the same</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back %n ticket(s) of order {order}</source>
        <translation>
            <numerusform>Take back %n ticket of order {order}</numerusform>
            <numerusform>Take back %n tickets of order {order}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n scan waiting</numerusform>
            <numerusform>%n scans waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TillScreen</name>
    <message numerus="yes">
        <source>This till holds %n ticket(s) of it</source>
        <translation>
            <numerusform>This till holds %n ticket of it</numerusform>
            <numerusform>This till holds %n tickets of it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n category</numerusform>
            <numerusform>%n categories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TornLine</name>
    <message numerus="yes">
        <source>%n paper(s) wait</source>
        <translation>
            <numerusform>%n paper waits</numerusform>
            <numerusform>%n papers wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TornList</name>
    <message numerus="yes">
        <source>%n order(s) wait for a decision</source>
        <translation>
            <numerusform>%n order waits for a decision</numerusform>
            <numerusform>%n orders wait for a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n further one(s)</source>
        <translation>
            <numerusform>and %n further one</numerusform>
            <numerusform>and %n further ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n categories are critical or sold out</source>
        <translation>
            <numerusform>%n category is critical or sold out</numerusform>
            <numerusform>%n categories are critical or sold out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more …</source>
        <translation>
            <numerusform>%n more …</numerusform>
            <numerusform>%n more …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) need attention</source>
        <translation>
            <numerusform>%n act needs attention</numerusform>
            <numerusform>%n acts need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matters to settle</source>
        <translation>
            <numerusform>%n matter to settle</numerusform>
            <numerusform>%n matters to settle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TriedCard</name>
    <message numerus="yes">
        <source>%n scan(s): all would have been answered the same.</source>
        <translation>
            <numerusform>%n scan: it would have been answered the same.</numerusform>
            <numerusform>%n scans: all would have been answered the same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n scan(s) would have been answered otherwise.</source>
        <translation>
            <numerusform>{count} of %n scan would have been answered otherwise.</numerusform>
            <numerusform>{count} of %n scans would have been answered otherwise.</numerusform>
        </translation>
    </message>
</context>
</TS>
