package org.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyName;
import org.lienthong.agreement.Text;
import org.lienthong.console.chart.FlowPicture;
import org.lienthong.problem.ProblemException;
import org.lienthong.search.Story;
import org.lienthong.security.Caller;
import org.lienthong.security.CallerAuthentication;
import org.lienthong.security.Role;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Times, numbers and names as the reader's language writes them; templates know it as {@code w}. */
@Component
final class Words {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private static final int LONGEST_SMALL = 30;

    /** Told of a recipient that fetches by its own doing. */
    private static final Set<String> RECIPIENTS = Set.of("delivered", "acknowledged", "rejected");

    private final MessageSource messages;
    private final Agencies agencies;
    private final Clock clock;
    private final Look look;

    Words(MessageSource messages, Agencies agencies, Clock clock, Look look) {
        this.messages = messages;
        this.agencies = agencies;
        this.clock = clock;
        this.look = look;
    }

    static boolean isVietnamese() {
        return Look.isVietnamese(LocaleContextHolder.getLocale());
    }

    static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.getPrincipal()
                : null;
    }

    /** The reader's roles. */
    public Set<Role> roles() {
        Caller caller = caller();
        return caller == null ? Set.of() : caller.roles();
    }

    /** What every page shows; {@code area} is the menu's current entry. */
    Map<String, Object> shared(HttpServletRequest request, @Nullable Area area) {
        Map<String, Object> shared = new HashMap<>();
        Caller caller = caller();
        shared.put("w", this);
        shared.put("me", caller);
        shared.put("nav", caller == null ? java.util.List.of() : Area.of(caller.roles()));
        shared.put("area", area);
        shared.put("lang", isVietnamese() ? "vi" : "en");
        shared.put("theme", look.theme(request));
        String query = request.getQueryString();
        shared.put("here", request.getRequestURI() + (query == null ? "" : "?" + query));
        shared.put("now", clock.instant());
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken(); // its cookie has to be set before the first bytes of the page leave
        }
        return shared;
    }

    public String say(String key, Object... arguments) {
        String said = messages.getMessage(key, arguments, key, LocaleContextHolder.getLocale());
        return said == null ? key : said;
    }

    /** What was wrong, as the reader reads it. */
    String detail(ProblemException wrong) {
        return isVietnamese() ? wrong.detailVi() : wrong.detail();
    }

    /** A part of the hub's health, in words where there are some. */
    public String part(String name) {
        return word("part.", name);
    }

    /** An event of the audit log, in words where there are some. */
    public String event(String event) {
        return word("event.", event);
    }

    /** A word that others chose, in the reader's language where there is a text for it. */
    public String word(String beginning, String word) {
        String key = beginning + word;
        String said = say(key);
        return said.equals(key) ? word : said;
    }

    /** Why something failed, or what came of it. */
    public String reason(@Nullable String recorded) {
        return recorded == null ? "" : Reasons.said(recorded, this);
    }

    /** What a proposal is about. */
    public String order(String summary) {
        return OrderWords.said(summary, this);
    }

    /** The agency that a step of a story is about: what a recipient did it did with the sender's. */
    public @Nullable String at(Story.Step step) {
        boolean own = RECIPIENTS.contains(step.event())
                && agencies.current().byId(step.actor()).isPresent();
        return own ? step.actor() : step.agency();
    }

    /** Who did it, if not the hub and if it is not said anyway. */
    public String actor(Story.Step step) {
        return step.actor().equals("hub") || step.actor().equals(at(step)) ? "" : agency(step.actor());
    }

    /** Ids and names, for fields that take an agency. */
    public java.util.List<Agency> everyAgency() {
        return agencies.current().agencies().stream()
                .sorted(java.util.Comparator.comparing(Agency::id))
                .toList();
    }

    /** The name of a business status; its sender's name for it where the hub knows none. */
    public String business(String code, @Nullable String name) {
        String key = "status." + code;
        String said = say(key);
        return !said.equals(key) ? said : name == null ? "" : name;
    }

    /** The colour of a delivery's state. */
    public String mood(String state) {
        return switch (state) {
            case "done" -> "ok";
            case "dead", "failed" -> "bad";
            case "undecided" -> "attention";
            default -> "";
        };
    }

    /** The colour of what happened. */
    public String stepMood(String event) {
        return switch (event) {
            case "accepted", "delivered", "acknowledged", "data-released" -> "ok";
            case "dead-lettered", "rejected", "refused", "data-denied" -> "bad";
            case "attempt-failed", "data-failed" -> "attention";
            default -> "";
        };
    }

    /** What a part of the hub's health says of itself. */
    public String status(String status) {
        return word("health.", status.toLowerCase(Locale.ROOT));
    }

    /** A detail of a part's health; times as people read them. */
    public String detail(@Nullable Object value) {
        String text = String.valueOf(value);
        try {
            return time(Instant.parse(text));
        } catch (java.time.format.DateTimeParseException e) {
            return text;
        }
    }

    /** When the clocks in Vietnam show that. */
    static @Nullable Instant instant(@Nullable LocalDateTime at) {
        return at == null ? null : at.atZone(VIETNAM).toInstant();
    }

    /** In Vietnam, to the second. */
    public String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at.atZone(VIETNAM));
    }

    public String day(java.time.@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    public String clock(Instant at) {
        return CLOCK.format(at.atZone(VIETNAM));
    }

    public String minute(Instant at) {
        return MINUTE.format(at.atZone(VIETNAM));
    }

    /** How long since then, in the largest unit that fits. */
    public String since(@Nullable Instant at) {
        return at == null ? "" : lasting(Duration.between(at, clock.instant()));
    }

    public String lasting(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 100) {
            return say("unit.seconds", number(seconds));
        }
        if (seconds < 100 * 60) {
            return say("unit.minutes", number(seconds / 60));
        }
        return seconds < 72 * 3600
                ? say("unit.hours", number(seconds / 3600))
                : say("unit.days", number(seconds / 86_400));
    }

    public String number(long value) {
        return NumberFormat.getIntegerInstance(locale()).format(value);
    }

    public String decimal(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(digits);
        format.setMinimumFractionDigits(digits);
        return format.format(value);
    }

    public String percent(double share) {
        return decimal(share * 100, 1) + " %";
    }

    public String text(Text text) {
        return isVietnamese() ? text.vi() : text.en();
    }

    /** Today's name of an agency, or its id when nobody is called that. */
    public String agency(@Nullable String id) {
        return id == null ? "" : agencies.current().byId(id).map(this::name).orElse(id);
    }

    /** An agency's name that fits beside a picture. */
    public String small(String id) {
        if (id.equals(FlowPicture.OTHERS)) {
            return say("agency.others");
        }
        String name = agency(id);
        return name.length() <= LONGEST_SMALL
                ? name
                : name.substring(0, LONGEST_SMALL - 1).stripTrailing() + "…";
    }

    private String name(Agency agency) {
        AgencyName chosen = agency.names().get(0);
        for (AgencyName name : agency.names()) {
            if (!name.period().startsAfter(agencies.today())) {
                chosen = name;
            }
        }
        String english = chosen.en();
        return isVietnamese() || english == null ? chosen.vi() : english;
    }

    private static Locale locale() {
        return isVietnamese() ? Locale.forLanguageTag("vi-VN") : Locale.ENGLISH;
    }
}
