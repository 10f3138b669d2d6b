package io.carillon.booking.contact;

import io.carillon.booking.contact.ContactRepository.Resolved;
import io.carillon.booking.contact.ContactView.ContactList;
import io.carillon.booking.contact.ContactView.Resolution;
import io.carillon.booking.contact.ContactView.Verification;
import io.carillon.booking.contact.IdentityCheck.Outcome;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.JsonFields;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/contacts}: the people who call. Names, numbers and dates of birth are for those who work with them, not for
 * everybody who may look. A platform's key says of which clinic ({@code clinic}, code or {@code org_id}); a service that
 * speaks for one need not.
 */
@Path("/api/contacts")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.OPERATOR)
@RunOnVirtualThread
public class ContactResource {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Pattern ANY = Pattern.compile("[^\\p{Cc}]{1,64}");

    private final ClinicScope scope;
    private final Contacts contacts;
    private final Clock clock;

    ContactResource(ClinicScope scope, Contacts contacts, Clock clock) {
        this.scope = scope;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Who is calling, as far as {@code phone} tells. A caller nobody knows becomes known. */
    @POST
    @Path("/resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    public Resolution resolve(byte[] body) {
        var fields = JsonFields.of(body, "phone, and optionally clinic");
        var phone = fields.required("phone", ContactDraft.E164, "a number in E.164 form, for example +15555550123");
        var clinic = fields.text("clinic", ANY, "a clinic's code or org_id");
        fields.check();
        return switch (contacts.resolve(scope.of(clinic), phone)) {
            case Resolved.Known(String id) -> new Resolution(id, true);
            case Resolved.New(String id) -> new Resolution(id, false);
        };
    }

    /**
     * Enters a contact: {@code name}, {@code phone} (at least one of them), {@code dateOfBirth}, {@code language},
     * {@code clinic}, and {@code id} where the clinic has one of its own.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(byte[] body) {
        var draft = ContactDraft.read(body, latestBirth());
        var clinic = scope.of(draft.clinic());
        contacts.add(clinic, draft.contact());
        return Response.status(Response.Status.CREATED)
                .header(
                        "Location",
                        "/api/contacts/"
                                + QueryParameters.inPath(draft.contact().id()))
                .entity(ContactView.of(clinic, draft.contact()))
                .build();
    }

    /**
     * In order of their ids.
     *
     * @param phone only who has this number, E.164
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    public ContactList list(
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("phone") @Nullable String phone,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var last = Optional.ofNullable(QueryParameters.text("after", after)).orElse("");
        var number = number(phone);
        var orgId = scope.of(clinic);
        return ContactList.of(orgId, contacts.page(orgId, number, last, size), size);
    }

    @GET
    @Path("/{id}")
    public ContactView find(@PathParam("id") String id, @QueryParam("clinic") @Nullable String clinic) {
        var known = id(id);
        var orgId = scope.of(clinic);
        return contacts.find(orgId, known)
                .map(contact -> ContactView.of(orgId, contact))
                .orElseThrow(ContactResource::unknown);
    }

    /** Changes all of a contact but its id: what the body leaves out is forgotten. */
    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public ContactView change(@PathParam("id") String id, @QueryParam("clinic") @Nullable String clinic, byte[] body) {
        var draft = ContactDraft.read(body, id(id), latestBirth());
        var orgId = scope.of(clinic == null ? draft.clinic() : clinic);
        return contacts.change(orgId, draft.contact())
                .map(contact -> ContactView.of(orgId, contact))
                .orElseThrow(ContactResource::unknown);
    }

    /**
     * Whether the caller knows the contact's {@code dateOfBirth}: {@code {"verified":true|false}}, with
     * {@code triesLeft} after a wrong one, and 429 after three of them within an hour.
     */
    @POST
    @Path("/{id}/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    public Verification verify(@PathParam("id") String id, @QueryParam("clinic") @Nullable String clinic, byte[] body) {
        var fields = JsonFields.of(body, "dateOfBirth, and optionally clinic");
        var given = fields.date("dateOfBirth", ContactDraft.FIRST_BIRTH, latestBirth());
        var named = fields.text("clinic", ANY, "a clinic's code or org_id");
        if (!fields.has("dateOfBirth")) {
            fields.fault("dateOfBirth is missing; expected for example 1980-12-31.");
        }
        fields.check();
        if (given == null) {
            throw new IllegalStateException("a date that is missing is a fault");
        }
        var outcome = contacts.check(scope.of(clinic == null ? named : clinic), id(id), given);
        return switch (outcome.orElseThrow(ContactResource::unknown)) {
            case Outcome.Verified() -> new Verification(true, null);
            case Outcome.NotVerified(var failed) -> new Verification(false, IdentityCheck.TRIES - failed.size());
            case Outcome.Refused(var until) ->
                throw new ProblemException(
                                TOO_MANY_REQUESTS,
                                "TOO_MANY_TRIES",
                                "Too many tries",
                                "Three wrong dates of birth within an hour; try again after Retry-After seconds.")
                        .withHeader("Retry-After", String.valueOf(until.toSeconds() + 1));
        };
    }

    /** Somewhere on earth it is tomorrow already. */
    private LocalDate latestBirth() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.MAX);
    }

    private static String id(String id) {
        return String.valueOf(QueryParameters.text("id", id));
    }

    /** A plus sign that arrived as a blank, as unencoded ones do, is read as meant. */
    private static @Nullable String number(@Nullable String phone) {
        if (phone == null || phone.isEmpty()) {
            return null;
        }
        var number = phone.replace(' ', '+');
        if (!ContactDraft.E164.matcher(number).matches()) {
            throw QueryParameters.invalid("phone is not in E.164 form; expected for example %2B15555550123.");
        }
        return number;
    }

    public static ProblemException unknown() {
        return new ProblemException(
                404, "UNKNOWN_CONTACT", "Unknown contact", "unknown contact: the clinic has none with this id.");
    }
}
