/** Vocabulary that all workflows share: phases, failures, task queues, activity profiles, payload conversion. */
@NullMarked
package io.lakeshift.workflows;

import org.jspecify.annotations.NullMarked;
