import { createFileRoute } from '@tanstack/react-router';
import { ConversionPage } from '@/features/conversions/components/conversion-page';

export const Route = createFileRoute('/_viewer/conversions/$id')({ component: Conversion });

function Conversion() {
  const navigate = Route.useNavigate();
  const { id } = Route.useParams();
  return <ConversionPage id={id} onRemoved={() => navigate({ to: '/conversions' })} />;
}
