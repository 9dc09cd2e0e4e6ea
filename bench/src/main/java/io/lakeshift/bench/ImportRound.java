package io.lakeshift.bench;

/**
 * One round: each floor and the import once, all on the same table. Seconds.
 *
 * @param parseWall whole process
 * @param copyWall the COPY transaction alone
 * @param copyCpu of the backend alone
 * @param importWall whole process
 * @param importCpu of the client
 * @param importBackendCpu of the backends
 */
record ImportRound(
        double parseWall,
        double parseCpu,
        double copyWall,
        double copyCpu,
        double importWall,
        double importCpu,
        double importBackendCpu) {

    double wallRatio() {
        return importWall / Math.max(parseWall, copyWall);
    }

    double cpuRatio() {
        return (importCpu + importBackendCpu) / (parseCpu + copyCpu);
    }
}
