package io.carillon.kit.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that is an error: what was wrong, what was expected, what to do. Rendered as problem+json by the kit; not
 * logged, since it is the client's to mend.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String title;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /**
     * @param status HTTP status, 400–599
     * @param code a fixed word for programs, for example {@code SLOT_OVERLAP}
     * @param title the same for all problems of this code
     * @param detail what was wrong here and what was expected; no secrets, no patient data
     */
    public ProblemException(int status, String code, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
    }

    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds an extension member to the body. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
