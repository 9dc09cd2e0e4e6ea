package io.lakeshift.e2e;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The smallest worker that can be killed: it proves the harness before the harness proves anything else. */
final class CountingWorker {
    static final String TASK_QUEUE = "counting";

    private CountingWorker() {}

    record Line(String file, String text) {}

    @WorkflowInterface
    public interface Counting {
        @WorkflowMethod
        String count(Line line);

        @SignalMethod
        void go(Line line);
    }

    @ActivityInterface
    public interface Lines {
        String append(Line line);
    }

    public static final class CountingImpl implements Counting {
        private final Lines lines = Workflow.newActivityStub(
                Lines.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(5))
                        .build());
        private boolean told;

        @Override
        public String count(Line line) {
            lines.append(line);
            Workflow.await(() -> told);
            return lines.append(new Line(line.file(), "after"));
        }

        @Override
        public void go(Line line) {
            told = true;
        }
    }

    static final class LinesImpl implements Lines {
        @Override
        public String append(Line line) {
            try {
                Path file = Path.of(line.file());
                Files.writeString(file, line.text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static void main(String[] arguments) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[0]).build());
        WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(service));
        Worker worker = factory.newWorker(TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(CountingImpl.class);
        worker.registerActivitiesImplementations(new LinesImpl());
        factory.start();
    }
}
