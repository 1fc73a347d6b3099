"""The rerun as an Airflow DAG: copy this file into the folder of DAGs and adapt the three paths.

Airflow 3 with the provider ``apache-airflow-providers-papermill``. Install pmobook in the worker's environment too: Jupyter finds
the kernel ``pmobook`` only where pmobook itself is. Secrets that ``engagement.yaml`` names belong into the worker's environment.
"""

from __future__ import annotations

import datetime as dt

from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.sdk import DAG

NOTEBOOK = "/opt/pmobook/deploy/rerun.ipynb"
ENGAGEMENT = "/srv/pmobook/engagement"
EXECUTED = "/srv/pmobook/executed/rerun-{{ ds_nodash }}.ipynb"

with DAG(
    dag_id="pmobook_rerun",
    description="Do the quarter that is due: await its packs, run, publish, tell what changed.",
    schedule="15 6 * * *",
    start_date=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    catchup=False,
    max_active_runs=1,
    tags=["pmobook"],
) as dag:
    # A day on which nothing is due succeeds. A failure is not repeated at once: the next day's run tries again what failed.
    PapermillOperator(
        task_id="rerun",
        input_nb=NOTEBOOK,
        output_nb=EXECUTED,
        kernel_name="pmobook",
        language_name="python",
        parameters={"engagement": ENGAGEMENT},
        retries=0,
        execution_timeout=dt.timedelta(hours=6),
    )
