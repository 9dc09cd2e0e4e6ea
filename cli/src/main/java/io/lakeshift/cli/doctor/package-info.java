/** Whether what Lakeshift stands on is there: programs and logins. */
@NullMarked
package io.lakeshift.cli.doctor;

import org.jspecify.annotations.NullMarked;
