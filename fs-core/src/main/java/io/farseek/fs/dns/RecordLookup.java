package io.farseek.fs.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/**
 * Asks name servers for A and AAAA records: hosts file first, then the name as the search list completes it, following aliases. The answer
 * lives as long as the shortest TTL on the way to it (RFC 1034 section 3.6.2, RFC 2181 section 5.2).
 */
final class RecordLookup implements AddressLookup {
    private static final int MAX_ALIASES = 8;
    private static final int MAX_REMEMBERED = 256;
    private static final Duration LEAST_TRY = Duration.ofMillis(200);

    /** How long the other family is waited for once one has answered (RFC 8305 section 3, doubled). */
    private static final Duration OTHER_FAMILY = Duration.ofMillis(100);

    private static final boolean IPV4_ONLY = Boolean.getBoolean("java.net.preferIPv4Stack");
    private static final boolean IPV6_FIRST = Boolean.getBoolean("java.net.preferIPv6Addresses");

    private final Resolver resolver;
    private final List<Name> searchPath;
    private final int dots;
    private final HostsFileParser hosts;
    private final Duration hostsTtl;
    private final Duration timeout;
    private final String asked;

    /** Which completion of a name had an address: asked first the next time, so that a search list is walked once. */
    private final ConcurrentHashMap<String, Name> completions = new ConcurrentHashMap<>();

    RecordLookup(DnsSettings settings) throws UnknownHostException {
        this(
                settings,
                ResolverConfig.getCurrentConfig().searchPath(),
                ResolverConfig.getCurrentConfig().ndots(),
                new HostsFileParser());
    }

    RecordLookup(DnsSettings settings, List<Name> searchPath, int dots, HostsFileParser hosts)
            throws UnknownHostException {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String each : settings.servers()) {
            servers.add(server(each));
        }
        if (servers.isEmpty()) {
            servers.addAll(ResolverConfig.getCurrentConfig().servers());
        }
        Duration each = settings.lookupTimeout().dividedBy(2L * Math.max(1, servers.size()));
        List<Resolver> resolvers = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            SimpleResolver one = new SimpleResolver(server);
            one.setTimeout(each.compareTo(LEAST_TRY) < 0 ? LEAST_TRY : each);
            resolvers.add(one);
        }
        ExtendedResolver all = new ExtendedResolver(resolvers);
        all.setTimeout(settings.lookupTimeout());
        all.setRetries(2);
        this.resolver = all;
        this.asked = servers.toString();
        this.searchPath = List.copyOf(searchPath);
        this.dots = dots;
        this.hosts = hosts;
        this.hostsTtl = settings.fixedTtl();
        this.timeout = settings.lookupTimeout();
    }

    /** {@code address}, {@code address:port} or {@code [address]:port}, never a name: it would have to be looked up first. */
    private static InetSocketAddress server(String text) throws UnknownHostException {
        String address = text.strip();
        int port = SimpleResolver.DEFAULT_PORT;
        int colon = address.lastIndexOf(':');
        if (colon > 0 && (address.indexOf(':') == colon || address.charAt(colon - 1) == ']')) {
            try {
                port = Integer.parseInt(address.substring(colon + 1));
            } catch (NumberFormatException e) {
                throw badServer(text, e);
            }
            address = address.substring(0, colon);
        }
        InetAddress literal = Literals.parse(address);
        if (literal == null || port < 1 || port > 65535) {
            throw badServer(text, null);
        }
        return new InetSocketAddress(literal, port);
    }

    private static UnknownHostException badServer(String text, @Nullable Throwable cause) {
        UnknownHostException bad = new UnknownHostException(
                "name server '" + text + "' is not an address or address:port, such as 10.0.0.2 or 10.0.0.2:53");
        bad.initCause(cause);
        return bad;
    }

    @Override
    public AddressAnswer lookup(String host) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Name> names = candidates(host);
        AddressAnswer fromFile = fromHostsFile(names);
        if (fromFile != null) {
            return fromFile;
        }
        for (Name each : names) {
            AddressAnswer answer = ask(each, deadline);
            if (answer != null) {
                if (names.size() > 1 && completions.size() < MAX_REMEMBERED) {
                    completions.put(host, each);
                }
                return answer;
            }
        }
        completions.remove(host);
        throw new UnknownHostException("no name server of " + asked + " knows an address of " + names);
    }

    /** What a name may stand for, in the order of the resolver configuration (resolv.conf: search, ndots). */
    private List<Name> candidates(String host) throws UnknownHostException {
        try {
            Name name = Name.fromString(host);
            if (name.isAbsolute()) {
                return List.of(name);
            }
            List<Name> all = new ArrayList<>();
            Name known = completions.get(host);
            if (known != null) {
                all.add(known);
            }
            Name absolute = Name.concatenate(name, Name.root);
            boolean absoluteFirst = name.labels() > dots;
            if (absoluteFirst) {
                all.add(absolute);
            }
            for (Name domain : searchPath) {
                try {
                    all.add(Name.concatenate(name, domain));
                } catch (NameTooLongException e) {
                    // This domain cannot complete so long a name; others may.
                }
            }
            if (!absoluteFirst) {
                all.add(absolute);
            }
            return all.stream().distinct().toList();
        } catch (TextParseException | NameTooLongException e) {
            UnknownHostException bad = new UnknownHostException("'" + host + "' cannot be a host name: " + e);
            bad.initCause(e);
            throw bad;
        }
    }

    private @Nullable AddressAnswer fromHostsFile(List<Name> names) throws IOException {
        for (Name each : names) {
            List<InetAddress> found = new ArrayList<>();
            hosts.getAddressForHost(each, Type.A).ifPresent(found::add);
            hosts.getAddressForHost(each, Type.AAAA).ifPresent(found::add);
            if (!found.isEmpty()) {
                return new AddressAnswer(found, hostsTtl);
            }
            String name = each.toString(true).toLowerCase(Locale.ROOT);
            if (name.equals("localhost") || name.endsWith(".localhost")) { // RFC 6761 section 6.3
                return new AddressAnswer(List.of(InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1})), hostsTtl);
            }
        }
        return null;
    }

    /** The addresses of one absolute name, or null when it has none; fails when that could not be found out. */
    private @Nullable AddressAnswer ask(Name name, long deadline) throws IOException {
        CompletableFuture<Message> four = send(name, Type.A);
        CompletableFuture<Message> six =
                IPV4_ONLY ? CompletableFuture.completedFuture(new Message()) : send(name, Type.AAAA);
        Found found = new Found();
        IOException failure = null;
        try {
            follow(name, Type.A, await(four, deadline), found, deadline);
        } catch (UnknownHostException e) {
            return null; // NXDOMAIN is about the name, whatever the type (RFC 8020)
        } catch (IOException e) {
            failure = e;
        }
        try {
            long patience = found.isEmpty() ? deadline : System.nanoTime() + OTHER_FAMILY.toNanos();
            follow(name, Type.AAAA, await(six, patience), found, deadline);
        } catch (UnknownHostException e) {
            return found.answer();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (found.isEmpty() && failure != null) {
            throw new IOException("asking " + asked + " for " + name + ": " + reason(failure), failure);
        }
        return found.answer();
    }

    private static String reason(IOException failure) {
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private CompletableFuture<Message> send(Name name, int type) {
        return resolver.sendAsync(Message.newQuery(Record.newRecord(name, type, DClass.IN)))
                .toCompletableFuture();
    }

    private static Message await(CompletableFuture<Message> reply, long deadline) throws IOException {
        try {
            return reply.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted looking up a name");
        } catch (TimeoutException e) {
            throw new java.net.SocketTimeoutException("no answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** Collects the addresses that {@code reply} leads {@code name} to, asking again where it stops at an alias. */
    private void follow(Name name, int type, Message reply, Found found, long deadline) throws IOException {
        Name at = name;
        Message message = reply;
        long ttl = Long.MAX_VALUE;
        for (int hops = 0; hops < MAX_ALIASES; hops++) {
            int code = message.getRcode();
            if (code == Rcode.NXDOMAIN) {
                throw new UnknownHostException(name.toString());
            }
            if (code != Rcode.NOERROR) {
                throw new IOException("the answer was " + Rcode.string(code));
            }
            Name before = at;
            for (Record alias = alias(message, at); alias != null && hops < MAX_ALIASES; alias = alias(message, at)) {
                ttl = Math.min(ttl, alias.getTTL());
                at = ((CNAMERecord) alias).getTarget();
                hops++;
            }
            boolean any = false;
            for (Record each : message.getSection(Section.ANSWER)) {
                if (each.getType() == type && each.getName().equals(at)) {
                    found.add(address(each), Math.min(ttl, each.getTTL()));
                    any = true;
                }
            }
            if (any || at.equals(before)) {
                return;
            }
            message = await(send(at, type), deadline);
        }
        throw new IOException(name + " leads through more than " + MAX_ALIASES + " aliases");
    }

    private static @Nullable Record alias(Message message, Name name) {
        for (Record each : message.getSection(Section.ANSWER)) {
            if (each instanceof CNAMERecord && each.getName().equals(name)) {
                return each;
            }
        }
        return null;
    }

    private static InetAddress address(Record answer) {
        return answer instanceof ARecord four ? four.getAddress() : ((AAAARecord) answer).getAddress();
    }

    /** Addresses of both families as they come in, and the shortest life among them. */
    private static final class Found {
        private final List<InetAddress> preferred = new ArrayList<>();
        private final List<InetAddress> others = new ArrayList<>();
        private long ttlSeconds = Long.MAX_VALUE;

        void add(InetAddress address, long ttl) {
            (address instanceof Inet4Address != IPV6_FIRST ? preferred : others).add(address);
            ttlSeconds = Math.min(ttlSeconds, ttl);
        }

        boolean isEmpty() {
            return preferred.isEmpty() && others.isEmpty();
        }

        @Nullable AddressAnswer answer() {
            if (isEmpty()) {
                return null;
            }
            List<InetAddress> all = new ArrayList<>(preferred);
            all.addAll(others);
            return new AddressAnswer(all, Duration.ofSeconds(ttlSeconds));
        }
    }
}
