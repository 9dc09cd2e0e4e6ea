/**
 * The one life cycle of every migration, its approvals and commands, and the ports to ledger and audit.
 *
 * <pre>{@code
 * ASSESSING ─▶ PLANNED ─▶ IMPORTING ─▶ VALIDATING ─▶ AWAITING_APPROVAL ─▶ CUTTING_OVER ─▶ WATCHING ─▶ COMPLETED
 *     │           │           │            │  ▲              │                  │  ▲          │
 *     │           │           │            │  └─ head moved ─┴── head moved ────┘  │          │
 *     └───────────┴───────────┴────────────┴──────┬──────────┴─────────────────────┴──────────┘
 *                                                 ▼
 *                     NEEDS_ATTENTION ── retry ─▶ the phase that failed
 *                                     ── abort ─▶ ABORTED          (before the point of no return)
 *                                     ── rollback ─▶ ROLLING_BACK ─▶ ROLLED_BACK   (after it)
 * }</pre>
 *
 * <p>The point of no return is the entry to {@code CUTTING_OVER}. Before it, {@code pause} leads from every phase to
 * {@code PAUSED} and {@code resume} back; a denial and an expiry lead to {@code NEEDS_ATTENTION}, where a retry proves
 * and asks afresh. {@code abort}, and cancelling the workflow, lead to {@code ABORTED} before the point of no return
 * and to {@code ROLLING_BACK} after it, once the step under way is finished. A kind whose import others can see
 * ({@link io.lakeshift.workflows.lifecycle.KindTraits}) is taken back from the import on.
 */
@NullMarked
package io.lakeshift.workflows.lifecycle;

import org.jspecify.annotations.NullMarked;
