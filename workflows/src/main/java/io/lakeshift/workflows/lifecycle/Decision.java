package io.lakeshift.workflows.lifecycle;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to an {@link ApprovalRequest}; the payload of the Update and of the Signal {@code approve}, and of
 * {@code reject}. The approver's name is self-declared: who may send at all is for the Temporal server to decide.
 *
 * <p>The members from {@code unit} to {@code validationDigest} bind the answer to what was asked. Left out, one means what is being asked at that moment,
 * and the record says what that was; given, it must match exactly, or the decision is recorded as stale (or as foreign,
 * where the unit is another one) and changes nothing.
 *
 * @param approver who decides; required
 * @param approve left out means yes; {@code reject} makes it no whatever it says
 * @param reason free text for the record
 */
public record Decision(
        String approver,
        Boolean approve,
        Optional<String> reason,
        Optional<String> unit,
        Optional<String> planHash,
        Optional<Long> headVersion,
        Optional<String> validationDigest,
        Optional<String> id)
        implements Act {
    @SuppressWarnings({"OptionalAssignedToNull", "NullableOptional"}) // payloads come from any client
    public Decision(
            @Nullable String approver,
            @Nullable Boolean approve,
            @Nullable Optional<String> reason,
            @Nullable Optional<String> unit,
            @Nullable Optional<String> planHash,
            @Nullable Optional<Long> headVersion,
            @Nullable Optional<String> validationDigest,
            @Nullable Optional<String> id) {
        this.approver = approver == null ? "" : approver.strip();
        this.approve = approve == null || approve;
        this.reason = reason == null ? Optional.empty() : reason;
        this.unit = unit == null ? Optional.empty() : unit;
        this.planHash = planHash == null ? Optional.empty() : planHash;
        this.headVersion = headVersion == null ? Optional.empty() : headVersion;
        this.validationDigest = validationDigest == null ? Optional.empty() : validationDigest;
        this.id = id == null ? Optional.empty() : id;
    }

    /** Yes to whatever is being asked right now. */
    public static Decision approve(String approver, String reason) {
        return of(approver, true, reason);
    }

    /** No to whatever is being asked right now. */
    public static Decision deny(String approver, String reason) {
        return of(approver, false, reason);
    }

    /** This answer, valid only for exactly what {@code asked} asks. */
    public Decision boundTo(ApprovalRequest asked) {
        return new Decision(
                approver,
                approve,
                reason,
                Optional.of(asked.unit()),
                Optional.of(asked.planHash()),
                Optional.of(asked.headVersion()),
                Optional.of(asked.validationDigest()),
                id);
    }

    Decision withApprove(boolean yes) {
        return new Decision(approver, yes, reason, unit, planHash, headVersion, validationDigest, id);
    }

    @Override
    public Decision withId(String other) {
        return new Decision(
                approver, approve, reason, unit, planHash, headVersion, validationDigest, Optional.of(other));
    }

    private static Decision of(String approver, boolean approve, String reason) {
        return new Decision(
                approver,
                approve,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
