package io.lakeshift.workflows.client;

import io.lakeshift.workflows.lifecycle.Answer;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import java.util.concurrent.CompletableFuture;

/** A service that keeps Updates to itself until it is told to deliver them, as the in-process one does now and then. */
final class LostUpdates extends WorkflowClientInterceptorBase {
    private final CompletableFuture<Void> delivery = new CompletableFuture<>();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    void deliver() {
        delivery.complete(null);
    }

    /** What the Update was answered in the end. */
    Answer answer() {
        return answer.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(WorkflowClientCallsInterceptor next) {
        return new WorkflowClientCallsInterceptorBase(next) {
            @Override
            public <R> WorkflowUpdateHandle<R> startUpdate(StartUpdateInput<R> input) {
                delivery.join();
                WorkflowUpdateHandle<R> handle = super.startUpdate(input);
                answer.complete((Answer) handle.getResult());
                return handle;
            }
        };
    }
}
