/** Surveys, creates and removes what tables stand on. */
@NullMarked
package io.lakeshift.activities.setup;

import org.jspecify.annotations.NullMarked;
