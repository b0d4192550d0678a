package org.lienthong.sandbox.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The National Public Service Portal as its clients have described it: {@code login} with user and password gives a
 * session; each service is a POST of {@code {session, madonvi, service, …}}, answered 200 with {@code error_code} and
 * {@code message}, whatever happened. A batch is taken as a whole or not at all.
 */
public final class PortalSimulator implements AutoCloseable {

    /** The most records that one call may carry. */
    public static final int DOSSIERS_PER_CALL = 200;

    public static final int PROGRESS_PER_CALL = 10;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String[] ALREADY = {"3", "-3"};
    private static final String[] DONE = {"0", "00"};
    private static final String PROCEDURES = """
            [{"MATTHC":"1.001193","TENTTHC":"Đăng ký khai sinh","LINHVUCTHUCHIEN":[{"MALINHVUC":"G15-HT02","TENLINHVUC":\
            "Hộ tịch"}],"CACHTHUCTHUCHIEN":[{"KENH":"2","THOIGIAN":[{"THOIGIANGIAIQUYET":"1","DONVITINH":"Ngày làm việc"}]}\
            ]},{"MATTHC":"1.004194","TENTTHC":"Đăng ký tạm trú","LINHVUCTHUCHIEN":[{"MALINHVUC":"G01-CT01","TENLINHVUC":\
            "Cư trú"}],"CACHTHUCTHUCHIEN":[{"KENH":"1","THOIGIAN":[{"THOIGIANGIAIQUYET":"3","DONVITINH":"Ngày làm việc"}]}\
            ]}]""";

    private final String user;
    private final String password;
    private final PortalFaults faults;
    private final @Nullable PortalJournal journal;
    private final PortalState state;
    private final ConcurrentMap<String, AtomicInteger> sessions = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder logins = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final LongAdder existing = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder oversized = new LongAdder();

    /** @param journal where it keeps what it took, or null */
    public PortalSimulator(String user, String password, @Nullable Path journal, Random random) throws IOException {
        this.user = user;
        this.password = password;
        this.faults = new PortalFaults(random);
        this.journal = journal == null ? null : new PortalJournal(journal);
        this.state = new PortalState(this.journal);
    }

    public PortalFaults faults() {
        return faults;
    }

    public PortalCounters counters() {
        return state.counters(new PortalCounters(
                calls.sum(),
                logins.sum(),
                lookups.sum(),
                0,
                0,
                0,
                0,
                0,
                existing.sum(),
                unknown.sum(),
                refused.sum(),
                expired.sum(),
                oversized.sum()));
    }

    /** The state of every dossier, by its code. */
    public Map<String, Integer> states() {
        return state.states();
    }

    /** How many steps the dossier has; -1 when it is not there. */
    public int steps(String code) {
        int[] steps = {-1};
        state.look(code, (dossier, names) -> steps[0] = dossier.steps());
        return steps[0];
    }

    /** Answers {@code mapi/login}. */
    public PortalAnswer login(byte[] body) {
        calls.increment();
        if (faults.isAway()) {
            return PortalAnswer.CUT;
        }
        PortalAnswer fault = before();
        if (fault != null) {
            return fault;
        }
        PortalRequest request = read(body);
        if (request == null
                || !request.field("username").equals(user)
                || !request.field("password").equals(password)) {
            return say("401", "Tài khoản hoặc mật khẩu không đúng");
        }
        logins.increment();
        String session = UUID.randomUUID().toString();
        sessions.put(session, new AtomicInteger());
        return PortalAnswer.json("{\"session\":\"" + session + "\",\"error_code\":0}");
    }

    /** Answers a service. */
    public PortalAnswer service(byte[] body) {
        calls.increment();
        if (faults.isAway()) {
            return PortalAnswer.CUT;
        }
        PortalAnswer fault = before();
        if (fault != null) {
            return fault;
        }
        PortalRequest request = read(body);
        if (request == null) {
            return say("1", "Dữ liệu không đúng định dạng JSON");
        }
        if (!valid(request.field("session"))) {
            expired.increment();
            return say("-1", "Phiên làm việc không hợp lệ hoặc đã hết hạn");
        }
        try {
            return served(request);
        } catch (IOException e) {
            return PortalAnswer.status(500);
        }
    }

    private PortalAnswer served(PortalRequest request) throws IOException {
        if (request.field("madonvi").isEmpty()) {
            return say("2", "Thiếu mã đơn vị");
        }
        return switch (request.field("service")) {
            case "DongBoHoSoMC" -> after(dossiers(request));
            case "CapNhatTienDoHoSoMC" -> after(progress(request));
            case "TraCuuHoSo" -> find(request.field("mahoso"));
            case "LayThuTuc" -> procedures(request.field("maTTHC"));
            case "LayDanhSachTTHC" -> procedures("");
            default -> say("2", "Dịch vụ không tồn tại");
        };
    }

    private PortalAnswer dossiers(PortalRequest request) throws IOException {
        if (request.records().size() > DOSSIERS_PER_CALL) {
            oversized.increment();
            return say("2", "Số lượng hồ sơ vượt quá " + DOSSIERS_PER_CALL);
        }
        boolean updating = request.field("isUpdating").equals("True");
        PortalAnswer bad = refusal(request);
        if (bad != null) {
            return bad;
        }
        List<String> against = state.dossiers(request.records(), updating);
        if (against.isEmpty()) {
            return say(either(DONE, request), "Đồng bộ hồ sơ thành công");
        }
        if (updating) {
            unknown.increment();
            return say("4", "Hồ sơ " + against.get(0) + " không tồn tại trên hệ thống");
        }
        existing.increment();
        return say(either(ALREADY, request), "Mã hồ sơ " + against.get(0) + " đã tồn tại");
    }

    private PortalAnswer progress(PortalRequest request) throws IOException {
        if (request.records().size() > PROGRESS_PER_CALL) {
            oversized.increment();
            return say("2", "Số lượng bản ghi tiến độ vượt quá " + PROGRESS_PER_CALL);
        }
        PortalAnswer bad = refusal(request);
        if (bad != null) {
            return bad;
        }
        List<String> against = state.progress(request.records());
        if (against.isEmpty()) {
            return PortalAnswer.json("{\"message\":\"Cập nhật tiến độ hồ sơ thành công\"}");
        }
        unknown.increment();
        return say("4", "Không tìm thấy hồ sơ " + against.get(0));
    }

    private @Nullable PortalAnswer refusal(PortalRequest request) {
        if (request.records().isEmpty()) {
            refused.increment();
            return say("2", "Không có dữ liệu hồ sơ");
        }
        int share = faults.refusedPerMille();
        for (PortalRecord record : request.records()) {
            if (!record.readable()) {
                refused.increment();
                return say("5", "Dữ liệu hồ sơ thiếu trường bắt buộc");
            }
            if (refuses(record.code(), share)) {
                refused.increment();
                return say("5", "Mã thủ tục không thuộc thẩm quyền của đơn vị");
            }
        }
        return null;
    }

    /** Whether a dossier of that code is among so many of a thousand that are refused. */
    public static boolean refuses(String code, int perMille) {
        return Math.floorMod(code.hashCode() * 31 + 17, 1000) < perMille;
    }

    private PortalAnswer find(String code) {
        lookups.increment();
        ObjectNode answer = JSON.createObjectNode();
        boolean found = state.look(code, (dossier, names) -> {
            answer.put("error_code", "0").put("message", "Thành công");
            ObjectNode shown = answer.putArray("result").addObject();
            shown.put("MaHoSo", code).put("TrangThaiHoSo", String.valueOf(dossier.state()));
            ArrayNode steps = shown.putArray("QuaTrinhXuLy");
            for (int i = 0; i < dossier.steps(); i++) {
                steps.addObject()
                        .put("NguoiXuLy", names.get(dossier.officer(i)))
                        .put("ThoiDiemXuLy", String.valueOf(dossier.at(i)))
                        .put("TrangThai", String.valueOf(dossier.state(i)));
            }
        });
        return found ? PortalAnswer.json(answer.toString()) : say("6", "Không tìm thấy hồ sơ");
    }

    private static PortalAnswer procedures(String code) {
        ObjectNode answer = JSON.createObjectNode().put("error_code", "0").put("message", "Thành công");
        ArrayNode chosen = answer.putArray("result");
        JSON.readTree(PROCEDURES).forEach(one -> {
            if (code.isEmpty() || one.path("MATTHC").asString().equals(code)) {
                chosen.add(one);
            }
        });
        return PortalAnswer.json(answer.toString());
    }

    /** What goes wrong before the request is looked at; null when nothing does. */
    private @Nullable PortalAnswer before() {
        Integer slow = faults.strikes(PortalFault.SLOW);
        if (slow != null) {
            pause(slow);
        }
        Integer hang = faults.strikes(PortalFault.HANG);
        if (hang != null) {
            pause(hang);
            return PortalAnswer.CUT;
        }
        Integer wait = faults.strikes(PortalFault.UNAVAILABLE);
        if (wait != null) {
            return PortalAnswer.unavailable(wait);
        }
        if (faults.strikes(PortalFault.ERROR) != null) {
            return PortalAnswer.status(500);
        }
        if (faults.strikes(PortalFault.HTML) != null) {
            return PortalAnswer.html("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
        }
        return faults.strikes(PortalFault.UNKNOWN_TEXT) != null ? say("99", "Có lỗi xảy ra, mã lỗi 0x8004") : null;
    }

    private PortalAnswer after(PortalAnswer answer) {
        if (faults.strikes(PortalFault.CUT) != null) {
            return PortalAnswer.CUT;
        }
        return faults.strikes(PortalFault.ERROR_AFTER_TAKING) != null ? PortalAnswer.status(500) : answer;
    }

    private boolean valid(String session) {
        AtomicInteger used = sessions.get(session);
        if (used == null) {
            return false;
        }
        int most = faults.sessionCalls();
        if (faults.strikes(PortalFault.EXPIRED) != null || most > 0 && used.incrementAndGet() > most) {
            sessions.remove(session);
            return false;
        }
        return true;
    }

    private static @Nullable PortalRequest read(byte[] body) {
        try {
            return PortalRequest.read(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The portal is not of one mind about its codes: which one depends on the request. */
    private static String either(String[] codes, PortalRequest request) {
        return codes[request.records().size() % codes.length];
    }

    private static PortalAnswer say(String code, String message) {
        return PortalAnswer.json("{\"error_code\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
