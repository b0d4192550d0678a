package org.lienthong.bench;

import java.nio.file.Path;

/** The least that a durable hub can do, in {@link Floor}. It carries its own load, which is next to nothing. */
final class FloorVariant implements Variant {

    private final Child child;
    private final Path postgres;

    FloorVariant(Child child, Path postgres) {
        this.child = child;
        this.postgres = postgres;
    }

    @Override
    public String title() {
        return "floor (a)";
    }

    @Override
    public Result measure(int run, Load load) throws Exception {
        child.tell(run + " " + load.size() + " " + load.concurrency() + " " + load.warmup() + " " + load.patience()
                + " " + load.seconds());
        child.hear(load.patience() + 30);
        double jvm = CpuTime.ofProcess(child.pid());
        double database = CpuTime.ofPostgres(postgres);
        child.hear(load.seconds() + 30);
        double jvmAfter = CpuTime.ofProcess(child.pid());
        double databaseAfter = CpuTime.ofPostgres(postgres);
        Flight.Figures figures = Flight.Figures.ofLine(child.hear(60));
        int count = Math.max(1, figures.documents());
        return new Result(figures, (jvmAfter - jvm) / count, (databaseAfter - database) / count, 0, "");
    }

    @Override
    public void close() throws InterruptedException {
        child.close();
    }
}
