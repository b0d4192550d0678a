package org.lienthong.dossier.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.call.Deadline;
import org.lienthong.call.Login;
import org.lienthong.call.SystemReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The portal's services in its own wire, through the stewards' route; sessions are renewed on the way. */
final class PortalClient {

    private static final Logger LOG = LoggerFactory.getLogger(PortalClient.class);
    private static final String DOSSIERS = "DongBoHoSoMC";
    private static final String PROGRESS = "CapNhatTienDoHoSoMC";
    private static final String FIND = "TraCuuHoSo";
    private static final int LOGINS = 3;

    private final PortalRoutes routes;
    private final PortalSettings settings;
    private final Supplier<@Nullable Login> login;
    private final Sessions sessions = new Sessions(this::login);

    PortalClient(PortalRoutes routes, PortalSettings settings, Supplier<@Nullable Login> login) {
        this.routes = routes;
        this.settings = settings;
        this.login = login;
    }

    /** A step that the portal shows of a dossier. */
    record Step(String at, String state, String officer) {}

    /**
     * What the portal shows of a dossier.
     *
     * @param found null when it did not say
     * @param steps null when it does not show them
     */
    record Found(
            Reply reply,
            @Nullable Boolean found,
            int state,
            @Nullable List<Step> steps) {}

    /** Sends a batch. @param sender {@code madonvi} */
    Reply send(String sender, Batch batch) {
        boolean progress = batch.key().work() == Batch.Work.PROGRESS;
        String updating = progress
                ? ""
                : ",\"isUpdating\":\"" + (batch.key().work() == Batch.Work.UPDATE ? "True" : "False") + '"';
        String service = progress ? PROGRESS : DOSSIERS;
        return PortalMessage.reply(asked(
                service,
                sender,
                batch.items().size(),
                session -> body(head(session, sender, service) + updating + ",\"data\":[", batch.items())));
    }

    /** Asks about a dossier. */
    Found find(String sender, String code) {
        SystemReply answer =
                asked(FIND, sender, 0, session -> (head(session, sender, FIND) + ",\"mahoso\":" + quoted(code) + '}')
                        .getBytes(UTF_8));
        Reply reply = PortalMessage.reply(answer);
        return switch (reply.meaning()) {
            case UNKNOWN_DOSSIER -> new Found(reply, false, 0, null);
            case OK, EXISTS -> found(reply, answer.body());
            default -> new Found(reply, null, 0, null);
        };
    }

    private static Found found(Reply reply, byte[] body) {
        try {
            JsonNode result = JsonMapper.shared().readTree(body).path("result");
            JsonNode shown = result.isArray() ? result.path(0) : result;
            if (!shown.isObject() || shown.isEmpty()) {
                return new Found(reply, false, 0, null);
            }
            JsonNode state = shown.has("TrangThaiHoSo") ? shown.path("TrangThaiHoSo") : shown.path("TrangThai");
            return new Found(reply, true, state.asInt(0), steps(shown));
        } catch (JacksonException e) {
            return new Found(reply, null, 0, null);
        }
    }

    /** Under whatever name the list of steps goes. */
    private static @Nullable List<Step> steps(JsonNode shown) {
        for (JsonNode member : shown) {
            if (member.isArray() && (member.isEmpty() ? shown.path("QuaTrinhXuLy") == member : isStep(member.get(0)))) {
                List<Step> steps = new ArrayList<>();
                member.forEach(step -> steps.add(new Step(
                        step.path("ThoiDiemXuLy").asString(""),
                        step.path("TrangThai").asString(""),
                        step.path("NguoiXuLy").asString(""))));
                return steps;
            }
        }
        return null;
    }

    private static boolean isStep(JsonNode node) {
        return node.has("ThoiDiemXuLy") && node.has("TrangThai");
    }

    /** Repeats what met an expired session with a new one. */
    private SystemReply asked(String service, String sender, int records, Function<String, byte[]> body) {
        String expired = null;
        SystemReply answer = SystemReply.unsent();
        for (int i = 0; i < LOGINS; i++) {
            String session = sessions.get(expired);
            if (session == null) {
                return SystemReply.unsent();
            }
            answer = run(service, sender, records, settings.servicePath(), body.apply(session));
            if (PortalMessage.reply(answer).meaning() != Meaning.SESSION_EXPIRED) {
                return answer;
            }
            expired = session;
        }
        return answer;
    }

    private @Nullable String login() {
        Login account = login.get();
        if (account == null) {
            LOG.warn("hub.call.credentials holds no login '{}' for the portal", settings.credential());
            return null;
        }
        String body = "{\"username\":" + quoted(account.user()) + ",\"password\":" + quoted(account.password()) + '}';
        SystemReply answer = run("login", "", 0, settings.loginPath(), body.getBytes(UTF_8));
        String session = PortalMessage.session(answer);
        if (session == null && answer.status() == 200) {
            LOG.atWarn()
                    .log(
                            "the portal refuses the login: {}",
                            PortalMessage.reply(answer).words());
        }
        return session;
    }

    private SystemReply run(String service, String sender, int records, String path, byte[] body) {
        PortalRoute route = routes.current();
        if (route == null) {
            return SystemReply.unsent();
        }
        Deadline deadline = Deadline.in(settings.timeout(), System::nanoTime);
        return route.run(new PortalCall(service, sender, records, path, settings.query(), body, deadline));
    }

    private static String head(String session, String sender, String service) {
        return "{\"session\":" + quoted(session) + ",\"madonvi\":" + quoted(sender) + ",\"service\":\"" + service + '"';
    }

    private static byte[] body(String head, List<Item> items) {
        byte[] start = head.getBytes(UTF_8);
        int size = start.length + items.size() + 1;
        for (Item item : items) {
            size += item.length();
        }
        byte[] body = new byte[size];
        System.arraycopy(start, 0, body, 0, start.length);
        int at = start.length;
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body[at++] = ',';
            }
            at = items.get(i).copyTo(body, at);
        }
        body[at++] = ']';
        body[at] = '}';
        return body;
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
