package io.farseek.fs.dns;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback, over UDP, whose answers the test changes while it runs. */
public final class TestDnsServer implements Closeable {
    /** The questions that arrived, as {@code name TYPE}. */
    public final List<String> questions = new CopyOnWriteArrayList<>();

    private final DatagramSocket socket;
    private final Map<String, List<Record>> zone = new ConcurrentHashMap<>();
    private volatile int failWith = Rcode.NOERROR;
    private volatile boolean silent;

    public TestDnsServer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::serve, "test-dns");
        thread.setDaemon(true);
        thread.start();
    }

    public String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** From now on {@code name} has these addresses and no others. */
    public void set(String name, long ttl, String... addresses) throws IOException {
        List<Record> records = new ArrayList<>();
        for (String each : addresses) {
            InetAddress address = InetAddress.getByName(each);
            records.add(
                    address.getAddress().length == 4
                            ? new ARecord(absolute(name), DClass.IN, ttl, address)
                            : new AAAARecord(absolute(name), DClass.IN, ttl, address));
        }
        zone.put(key(name), records);
    }

    public void alias(String name, long ttl, String target) throws IOException {
        zone.put(key(name), List.of(new CNAMERecord(absolute(name), DClass.IN, ttl, absolute(target))));
    }

    public void remove(String name) {
        zone.remove(key(name));
    }

    /** Answers every question with this code; {@link Rcode#NOERROR} to answer properly again. */
    public void failWith(int code) {
        failWith = code;
    }

    /** Answers nothing at all. */
    public void silent(boolean yes) {
        silent = yes;
    }

    private static Name absolute(String name) throws IOException {
        return Name.fromString(name, Name.root);
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
                Record question = query.getQuestion();
                questions.add(question.getName() + " " + Type.string(question.getType()));
                if (!silent) {
                    byte[] reply = answer(query).toWire();
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private Message answer(Message query) throws IOException {
        Record question = query.getQuestion();
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question, Section.QUESTION);
        if (failWith != Rcode.NOERROR) {
            reply.getHeader().setRcode(failWith);
            return reply;
        }
        List<Record> records = zone.get(key(question.getName().toString()));
        if (records == null) {
            reply.getHeader().setRcode(Rcode.NXDOMAIN);
            return reply;
        }
        while (records != null && !records.isEmpty() && records.get(0) instanceof CNAMERecord alias) {
            reply.addRecord(alias, Section.ANSWER);
            records = zone.get(key(alias.getTarget().toString()));
        }
        for (Record each : records == null ? List.<Record>of() : records) {
            if (each.getType() == question.getType()) {
                reply.addRecord(each, Section.ANSWER);
            }
        }
        return reply;
    }

    @Override
    public void close() {
        socket.close();
    }
}
