"""Every table, for Alembic and the mappers."""

import api.accounts.models
import api.accounts.models_second_step
import api.assignments.models
import api.audit.models
import api.calibration.models
import api.concerns.models
import api.dialogues.models
import api.documents.models
import api.employees.models
import api.instruments.models
import api.kit.idempotency
import api.kit.outbox
import api.objections.models
import api.paper_forms.models
import api.privacy.models
import api.results.models
import api.rounds.models
import api.training.models
import api.unsealing.models
import api.work_results.models  # noqa: F401 - imported for the tables they declare
from api.kit.base import Base

metadata = Base.metadata
