package io.lakeshift.activities.failure;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies {@link FailureMapping} to every activity of a worker, and logs what the workflow does not get to see. */
public final class FailureInterceptor extends WorkerInterceptorBase {
    private static final Logger LOG = LoggerFactory.getLogger(FailureInterceptor.class);

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Mapping(next);
    }

    private static final class Mapping extends ActivityInboundCallsInterceptorBase {
        private @Nullable ActivityInfo info;

        Mapping(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            this.info = context.getInfo();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            try {
                return super.execute(input);
            } catch (ActivityCompletionException ended) {
                throw FailureMapping.map(ended);
            } catch (RuntimeException e) {
                log(e);
                throw FailureMapping.map(e);
            }
        }

        private void log(RuntimeException failure) {
            ActivityInfo running = info;
            if (running != null) {
                LOG.atWarn()
                        .addKeyValue("activity", running.getActivityType())
                        .addKeyValue("workflowId", running.getWorkflowId())
                        .addKeyValue("attempt", running.getAttempt())
                        .setCause(failure)
                        .log("Activity failed");
            }
        }
    }
}
